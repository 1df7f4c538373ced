"""What a command costs from nothing: a new process each time."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.texts import articles
from bench.timing import ratio

_COMMAND = "import sys; from api.cli import main; main(sys.argv[1:])"
_BARE_WORDS = "import underthesea, spacy; underthesea.word_tokenize('Bộ Y tế yêu cầu Cục Quản lý Dược báo cáo.')"
_BARE_HELP = """
import typer

app = typer.Typer()


@app.command()
def greet(name: str) -> None:
    '''Greet someone.'''


app()
"""


def extract_to_imports(_count: int) -> float:
    """`chidao extract` of one article, cold ÷ `import underthesea, spacy` and one `word_tokenize`, cold."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "article.txt")
        path.write_text(articles(1)[0].text, "utf-8")
        return ratio(lambda: _python(folder, _COMMAND, "extract", str(path)), lambda: _python(folder, _BARE_WORDS))


def help_to_bare(_count: int) -> float:
    """`chidao --help` ÷ `--help` of a bare typer program."""
    with TemporaryDirectory() as folder:
        return ratio(lambda: _python(folder, _COMMAND, "--help"), lambda: _python(folder, _BARE_HELP, "--help"))


def _python(folder: str, program: str, *arguments: str) -> None:
    """Run a program that finds its bytecode in `folder` from the second time on, as installed ones find theirs."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(  # noqa: S603  # our own programs
        [sys.executable, "-c", program, *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
        env=kept | {"PYTHONPYCACHEPREFIX": folder},
    )
