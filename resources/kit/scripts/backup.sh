#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# backup.sh: dumps the database of the running stack into BACKUP_DIR/bouncepro_DATE_TIME.sql.gz and prints that path. A
# file of that name is always whole and was read back. Then, as the settings say (common.sh has them and the exit codes),
# a copy goes to S3 and old backups go; the outcome is told by webhook and mail.
set -u
here=$(cd "$(dirname "$0")" && pwd) && cd "$here/.." || exit 1
. "$here/common.sh"
[ $# -eq 0 ] || { echo 'usage: backup.sh (its settings are in .env.production or the environment)' >&2; exit 2; }

finish() {
    [ -z "$part" ] || rm -f "$part"
    [ "$code" -eq 0 ] || notify failure "The backup failed: ${reason:-exit code $code}."
}

# Whole, signed with its checksum: S3 refuses what arrives damaged.
upload() {
    [ "$(stat -c %s "$made")" -le 5368709120 ] || { warn 'S3 takes at most 5 GiB in one piece'; return 1; }
    sum=$(sha256sum "$made") && pipe upload_options upload_curl
}
upload_options() {
    url=${BACKUP_S3_ENDPOINT:-https://s3.$BACKUP_S3_REGION.amazonaws.com}
    prefix=${BACKUP_S3_PREFIX%/}
    option url "${url%/}/$BACKUP_S3_BUCKET/${prefix:+$prefix/}${made##*/}"
    option user "$BACKUP_S3_ACCESS_KEY_ID:$BACKUP_S3_SECRET_ACCESS_KEY"
    option upload-file "$made"
    option header "x-amz-content-sha256: ${sum%% *}"
}
upload_curl() {
    limit=$BACKUP_TIMEOUT
    fetch --aws-sigv4 "aws:amz:$BACKUP_S3_REGION:s3" --speed-limit 1 --speed-time 120
}

# By the date in the name, as copying a file changes the others. What was just made stays, whatever the clock says.
remove_old() {
    case $BACKUP_RETENTION_DAYS in ''|*[!0-9]*|?????*) warn "BACKUP_RETENTION_DAYS is not a number of days"; return 1;; esac
    oldest=$(date -d "-$BACKUP_RETENTION_DAYS days" +%Y%m%d%H%M%S) || return
    for old in "$BACKUP_DIR"/bouncepro_[0-9]*_[0-9]*.sql.gz; do
        date=${old##*/bouncepro_}
        time=${date#*_}
        date=${date%%_*}${time%%[!0-9]*}
        case $date in *[!0-9]*) continue;; esac
        [ "${#date}" -eq 14 ] && [ "$date" -lt "$oldest" ] && [ "$old" != "$made" ] || continue
        rm -f "$old" || return
    done
}

begin
lock
make_backup
if [ -n "$BACKUP_S3_BUCKET" ]; then upload || die 74 "${made##*/} is made, but could not be copied to S3; old backups stay"; fi
remove_old || die 74 "${made##*/} is made, but old backups could not be removed"
notify success "${made##*/}, $(stat -c %s "$made") bytes${BACKUP_S3_BUCKET:+, copied to S3}."
printf '%s\n' "$made"
