"""currency of an entry

Revision ID: 20240120
Revises: 20240110
"""
import sqlalchemy as sa
from alembic import op

revision = "20240120"
down_revision = "20240110"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("entry", sa.Column("currency", sa.String(), nullable=True))


def downgrade():
    op.drop_column("entry", "currency")
