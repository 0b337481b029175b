"""colour of a thing

Revision ID: 0002
Revises: 0004
"""
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("thing", sa.Column("colour", sa.String(), nullable=True))


def downgrade():
    op.drop_column("thing", "colour")
