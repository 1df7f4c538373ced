"""Two names that a text gives to one unit: «Tập đoàn Hoa Sen» and «Công ty Cổ phần Tập đoàn Hoa Sen»."""

import re
from collections.abc import Collection, Mapping

from extractor.resolve.unit_contexts import initials
from models.folding import fold

# What a group or a school may leave out of its name: «[Công ty Cổ phần] Tập đoàn Hoa Sen».
_KIND = re.compile(
    r"công ty(?: cổ phần| tnhh| trách nhiệm hữu hạn)?(?: một thành viên| mtv)? (?=tập đoàn )|trường (?=thcs |thpt )"
)
_SHORT = re.compile(r"(.+) ([A-ZĐ]{2,6})")


def whole_names(names: Collection[str]) -> Mapping[str, str]:
    """Return the longer of two names of one unit by the folded shorter."""
    whole = {fold(name)[found.end() :]: name for name in names if (found := _KIND.match(fold(name)))}
    for short in filter(None, map(_SHORT.fullmatch, names)):  # «Cục Thuế DNL» of «Cục Thuế Doanh nghiệp lớn»
        begins = fold(short[1]) + " "
        for name in names:
            if fold(name).startswith(begins) and initials(name[len(begins) :]) == short[2] and name != short[0]:
                whole[fold(short[0])] = name
    return whole
