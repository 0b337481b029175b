"""whistle of a referee

Revision ID: 0148
Revises: 0147
"""
import sqlalchemy as sa
from alembic import op

revision = "0148"
down_revision = "0147"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("referee", sa.Column("whistle", sa.String(), nullable=True))


def downgrade():
    op.drop_column("referee", "whistle")
