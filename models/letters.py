"""Vietnamese letters with marks, as the insides of character classes: a range of them holds both cases."""

SMALL = "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
CAPITAL = SMALL.upper()
# What names begin with: the capitals of Vietnamese, of what else is written in Latin letters, of Greek and of Russian.
_EXTENDED = "".join(letter for letter in map(chr, range(0x100, 0x180)) if letter.isupper())
ANY_CAPITAL = "A-ZÀ-ÖØ-ÞΑ-ΫЀ-Я" + CAPITAL + _EXTENDED
