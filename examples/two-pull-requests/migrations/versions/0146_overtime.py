"""overtime of a score

Revision ID: 0146
Revises: 0145
"""
import sqlalchemy as sa
from alembic import op

revision = "0146"
down_revision = "0145"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("score", sa.Column("overtime", sa.String(), nullable=True))


def downgrade():
    op.drop_column("score", "overtime")
