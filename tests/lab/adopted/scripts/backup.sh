#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# Writes a compressed dump of the database to ./backups.
set -eu
cd "$(dirname "$0")/.."
mkdir -p backups
name=bouncepro_$(date +%Y%m%d_%H%M%S).sql
docker compose -f docker-compose.prod.yml exec -T postgres pg_dump -U bouncepro bouncepro >"backups/$name.part"
gzip "backups/$name.part"
mv "backups/$name.part.gz" "backups/$name.gz"
echo "backups/$name.gz"
