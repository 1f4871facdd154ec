#!/bin/bash
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
set -euo pipefail
cd "$(dirname "$0")/.."
BACKUP_DIR=${BACKUP_DIR:-/backups}
mkdir -p "$BACKUP_DIR"
FILE="$BACKUP_DIR/bouncepro_$(date +%Y%m%d_%H%M%S).sql.gz"
docker compose -f docker-compose.prod.yml exec -T postgres pg_dump --clean --if-exists -U bouncepro bouncepro | gzip >"$FILE"
find "$BACKUP_DIR" -name 'bouncepro_*.sql.gz' -mtime "+${BACKUP_RETENTION_DAYS:-7}" -delete
echo "Backup completed: $FILE"
