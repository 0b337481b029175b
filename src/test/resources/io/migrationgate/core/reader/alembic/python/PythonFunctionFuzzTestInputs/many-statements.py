revision = '042'
down_revision = ('040', '041')
branch_labels = ("users",)

from alembic import op
from sqlalchemy import (
    Column,
    Integer as Int,
)

LIMIT = 1_000
NAMES = {"a": 1, "b": [2, 3], **{}}


class Team(Base, metaclass=Meta):
    """A copy of the model."""

    __tablename__ = "teams"
    id = Column(Int, primary_key=True)

    @property
    def title(self):
        return f"{self.name!r:>{10}} of {len(self.users)}"


def upgrade():
    bind = op.get_bind()
    session = orm.Session(bind=bind)
    for team in session.query(Team).filter(Team.id > 0, Team.name != None):
        if team.name is None or not team.name.strip():
            team.name = "team %d" % team.id
        elif team.name in NAMES and len(team.name) >= LIMIT:
            continue
        else:
            team.size = sum(u.size for u in team.users if u.active)
    try:
        bind.execute(sa.text("UPDATE teams SET size = :n"), {"n": 0})
    except (ValueError, KeyError) as error:
        raise RuntimeError("no") from error
    finally:
        session.commit()
    rows = [(r[0], r[1:3]) for r in bind.execute("select 1")]
    key = lambda row, *rest, sep=",": row[0] if row else sep
    rows.sort(key=key, reverse=True)
    total = 0
    while rows:
        total += rows.pop()[0] ** 2 // 3
    assert total >= 0, "negative"
    del rows[:]
    return {k: v for k, v in NAMES.items()}


async def later(first, /, second: int = 1, *, third=None, **rest) -> "int":
    async with first() as one, second() as two:
        await one.run(two)
    global LIMIT
    LIMIT, *others = 1, 2, 3
    yield total if (total := LIMIT) > 1 else None


if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()
