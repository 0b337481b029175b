"""source of an invoice rate

Revision ID: 0084
Revises: 0082
"""
import sqlalchemy as sa
from alembic import op

revision = "0084"
down_revision = "0082"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("invoice", sa.Column("rate_source", sa.String(), nullable=True))


def downgrade():
    op.drop_column("invoice", "rate_source")
