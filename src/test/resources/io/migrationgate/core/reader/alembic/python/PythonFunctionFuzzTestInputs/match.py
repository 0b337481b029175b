match x:
    case {"a": [b, *_], **rest} | C(d=1, e=None) as f if f:
        revision = 'x'
    case -1 | "s" | (g, h):
        pass
match = case = type = 1
match[0]: int = 3
type X[T: int, *U, **V] = list[T]
