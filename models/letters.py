"""Vietnamese letters with marks, as the insides of character classes: a range of them holds both cases."""

SMALL = "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
CAPITAL = SMALL.upper()
