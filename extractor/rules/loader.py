"""Loading of rule files.

A rule file is TOML: an optional `ignore_case`, optional `[fragments]` (named pieces of pattern, written `{{name}}`
where used), and `[[rule]]` entries of `name`, `pattern`, `examples`, `refuses` and whatever fields its stage reads.
Patterns have named groups only and are matched against the view (composed letters, single spaces, a block a line).
A file that is a table and no grammar (a registry) is read with `load_table`.
"""

import re
import tomllib
from bisect import bisect
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import NamedTuple, TypeAlias

from extractor.rules.lookout import Opened, Shortlist, index_of, tried
from extractor.rules.openings import Openings, Parsed, compiled, openings, parsed
from models.errors import RuleError
from models.folding import canonical
from models.letters import CAPITAL, SMALL
from models.spans import Span

Field: TypeAlias = str | int | float | bool | list[str]
_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")
_UNNAMED = re.compile(r"(?<!\\)\((?!\?)")
_RESERVED = {"name", "pattern", "examples", "refuses", "holds"}


@dataclass(frozen=True)
class Rule:
    """One rule: its pattern, its proofs, and the fields its stage reads.

    Where `holds` names words in lower case, a match holds one of them: a text without them is not searched. The pattern
    is parsed once, and compiled when a text first calls for it; few texts call for all.
    """

    name: str
    file: str
    order: int
    source: str
    flags: re.RegexFlag
    examples: tuple[str, ...]
    refuses: tuple[str, ...]
    holds: tuple[str, ...] = ()
    fields: Mapping[str, Field] = field(default_factory=dict)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern itself; raises RuleError where it is unsound."""
        with self._read():
            return compiled(self._parsed)

    @cached_property
    def openings(self) -> Openings:
        """What every match begins with; raises RuleError where the pattern is unsound."""
        with self._read():
            return openings(self._parsed)

    @cached_property
    def _parsed(self) -> Parsed:
        return parsed(self.source, self.flags)

    @contextmanager
    def _read(self) -> Iterator[None]:
        try:
            yield
        except re.error as error:
            message = f"{self.file}: rule {self.name}: {error}"
            raise RuleError(message) from error

    def text(self, key: str) -> str:
        """Return the text field `key`, empty where the rule has none."""
        return str(self.fields.get(key, ""))

    def all(self, text: str, start: int, stop: int) -> list["Match"]:
        """Return every match in `text[start:stop]`, in order; none covers a part of another."""
        return [_match(self, m) for m in self.pattern.finditer(text, start, stop)]

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in a short text, which is not searched where no match can begin."""
        return self.pattern.search(text) if self.openings.may_stand_in(text) else None


class Match(NamedTuple):
    """One rule found at `span`; `groups` are the named groups that took part, `spans` where they stand."""

    rule: Rule
    span: Span
    groups: Mapping[str, str]
    spans: Mapping[str, Span]


@dataclass(frozen=True)
class RuleSet:
    """The rules of one file, in file order."""

    file: str
    rules: tuple[Rule, ...]

    @cached_property
    def _opened(self) -> Opened:
        return Opened(rule.openings for rule in self.rules)

    @cached_property
    def _searched(self) -> tuple[Rule, ...]:
        """The rules whose matches may begin anywhere, which are searched for."""
        return tuple(rule for rule in self.rules if not rule.openings.words)

    @cached_property
    def _shortlist(self) -> Shortlist:
        return Shortlist(rule.openings for rule in self.rules)

    def found_in(self, text: str) -> list[Rule]:
        """Return the rules that match somewhere in a short text, in file order."""
        found = {number for number, _ in tried(self._pattern, self._shortlist.places(text), text, len(text))}
        found.update(number for number in self._shortlist.unknown if self._pattern(number).search(text))
        return [self.rules[number] for number in sorted(found)]

    def all(self, text: str, start: int = 0, end: int | None = None) -> list[Match]:
        """Return every match of every rule in `text[start:end]`, overlaps included, by position and file order."""
        stop = len(text) if end is None else end
        index = index_of(text)
        places = index.places(self._opened, start, stop)
        if not (places or self._searched):
            return []
        found = [_match(self.rules[number], m) for number, m in tried(self._pattern, places, text, stop)]
        found += [
            match
            for rule in self._searched
            if not rule.holds or index.holds(rule.holds, start, stop)
            for match in rule.all(text, start, stop)
        ]
        return sorted(found, key=lambda m: (m.span.start, -m.span.end, m.rule.order)) if len(found) > 1 else found

    def _pattern(self, number: int) -> re.Pattern[str]:
        return self.rules[number].pattern

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Match]:
        """Return the matches that stand: of overlapping ones the longest, then the first in the file."""
        return keep_longest(self.all(text, start, end))


def keep_longest(matches: list[Match]) -> list[Match]:
    """Of overlapping matches keep the longest, then the first in the file; return them by position."""
    kept: list[Match] = []
    starts: list[int] = []
    for match in sorted(matches, key=lambda m: (-m.span.length, m.rule.order, m.span.start)):
        at = bisect(starts, match.span.start)
        clear_before = at == 0 or kept[at - 1].span.end <= match.span.start
        clear_after = at == len(kept) or match.span.end <= kept[at].span.start
        if match.span.length and clear_before and clear_after:
            kept.insert(at, match)
            starts.insert(at, match.span.start)
    return kept


def _match(rule: Rule, found: re.Match[str]) -> Match:
    groups = {name: text for name, text in found.groupdict().items() if text is not None} if found.re.groups else {}
    return Match(rule, Span(*found.span()), groups, {name: Span(*found.span(name)) for name in groups})


def rule_files() -> tuple[str, ...]:
    """Return the names by which `load_rules` and `load_table` know the files of `rules/`, in order."""
    names = (entry.name for entry in files("extractor.rules").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def load_table(name: str) -> Mapping[str, object]:
    """Return `rules/NAME.toml` as read; raise RuleError where it is not TOML."""
    path = files("extractor.rules") / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        message = f"{name}.toml: {error}"
        raise RuleError(message) from error


@cache
def load_rules(name: str) -> RuleSet:
    """Return the grammar `rules/NAME.toml`; raise RuleError naming file and rule where it is unsound."""
    table = load_table(name)
    fragments = table.get("fragments", {})
    entries = table.get("rule", [])
    if not isinstance(fragments, dict) or not isinstance(entries, list):
        message = f"{name}.toml: [fragments] must be a table and [[rule]] a list"
        raise RuleError(message)
    flags = re.IGNORECASE if table.get("ignore_case") else re.NOFLAG
    rules = tuple(_rule(f"{name}.toml", i, entry, fragments, flags) for i, entry in enumerate(entries))
    if len({rule.name for rule in rules}) < len(rules):
        message = f"{name}.toml: two rules have one name"
        raise RuleError(message)
    return RuleSet(f"{name}.toml", rules)


def expand(pattern: str, fragments: Mapping[str, str]) -> str:
    """Return `pattern` with every `{{name}}` replaced by its fragment, to any depth.

    The classes `à-ỹ` and `À-Ỹ` hold what they seem to, letters of one case.
    """
    while _PLACEHOLDER.search(pattern):
        pattern = _PLACEHOLDER.sub(lambda m: f"(?:{fragments[m[1]]})", pattern)
    return pattern.replace("à-ỹ", SMALL).replace("À-Ỹ", CAPITAL)


def _rule(
    file: str, order: int, entry: Mapping[str, object], fragments: Mapping[str, str], flags: re.RegexFlag
) -> Rule:
    where = f"{file}: rule {entry.get('name', f'number {order + 1}')}"
    examples, refuses = entry.get("examples"), entry.get("refuses")
    if not isinstance(examples, list) or not isinstance(refuses, list) or not examples or not refuses:
        message = f"{where} must carry texts it finds and texts it refuses"
        raise RuleError(message)
    try:
        source = canonical(expand(str(entry["pattern"]), fragments))
    except KeyError as error:
        message = f"{where}: {error}"
        raise RuleError(message) from error
    if _UNNAMED.search(re.sub(r"\[[^\]]*\]", "", source)):
        message = f"{where} has an unnamed group; write (?:…) or (?P<name>…)"
        raise RuleError(message)
    holds = entry.get("holds", [])
    if not isinstance(holds, list) or not all(isinstance(word, str) and word == word.lower() for word in holds):
        message = f"{where}: holds must be a list of words in lower case"
        raise RuleError(message)
    fields = {key: value for key, value in entry.items() if key not in _RESERVED}
    words = tuple(canonical(word) for word in holds)
    name = str(entry.get("name", ""))
    return Rule(name, file, order, source, flags, tuple(examples), tuple(refuses), words, fields)  # type: ignore[arg-type]  # TOML values are checked by the stage that reads them
