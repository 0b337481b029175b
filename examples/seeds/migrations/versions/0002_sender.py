"""sender

Revision ID: 0002
Revises: 0001
"""
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    op.execute(
        """
        INSERT INTO setting (name, value) VALUES ('sender', 'hello@example.org')
        ON CONFLICT (name) DO NOTHING
        """
    )


def downgrade():
    pass
