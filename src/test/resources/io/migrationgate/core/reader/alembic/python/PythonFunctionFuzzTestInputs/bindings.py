from __future__ import annotations
a = b, (c, *d) = 'x', ('y', 'z')
e: str | None = "%s_%d" % (a[0], 1) + 'p' * 2 if True else None
d += [e]; del c
if (w := 1): import x as y
for i, in [(1,)]: pass
else: pass
try: f = lambda q=1, *r, s, **t: q
except* (V, W) as g: raise
finally: global h
@dec
async def k[T](a, /, b: int = 1, *c, d=2, **e) -> "T":
    async for m in n: await o; yield
    async with p as q, r(): nonlocal s
class Z(B, k=1): u = v
from ..m import (n as o, p,)
from q import *
