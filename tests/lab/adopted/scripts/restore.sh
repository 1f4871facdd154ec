#!/bin/bash
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
set -euo pipefail
cd "$(dirname "$0")/.."
FILE="${BACKUP_DIR:-/backups}/${1:?usage: restore.sh FILE}"
gunzip -c "$FILE" | docker compose -f docker-compose.prod.yml exec -T postgres psql -U bouncepro -d bouncepro
echo "Restored: $FILE"
