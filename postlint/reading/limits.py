"""How much front matter may hold, so that a hostile post costs neither time nor memory."""

from __future__ import annotations

#: code points of one block
MAX_BLOCK = 256 * 1024
TOO_LONG = f"front matter is larger than {MAX_BLOCK // 1024} kB"
#: keys, lists, mappings and values of one block, aliases expanded
MAX_NODES = 20_000
TOO_MANY = f"front matter has more than {MAX_NODES:,} values"
#: levels of lists and mappings inside each other
MAX_DEPTH = 100
NESTED_TOO_DEEP = f"nested more than {MAX_DEPTH} levels deep"
TOO_DEEP = f"front matter {NESTED_TOO_DEEP}"
#: decimal digits of a whole number; Python itself refuses to print longer ones
MAX_DIGITS = 4300
TOO_MANY_DIGITS = "a number with too many digits"
#: the same limit for numbers written in hexadecimal or binary
MAX_INT_BITS = 14_284
