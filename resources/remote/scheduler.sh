#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# scheduler.sh write|run|prove|stop|remove STATE PROJECT none|sudo|root: the steps that let the server call STATE/tick each
# minute: by a systemd timer where there is systemd and root may be had, else by the account's crontab.
state=$2 project=$3 privilege=$4
units=${BOUNCEPRO_UNITS:-/etc/systemd/system} booted=${BOUNCEPRO_SYSTEMD:-/run/systemd/system}    # only tests change them
unit=bouncepro-tick-$project
fail() { echo "$*" >&2; exit 1; }
case $state in /*) ;; *) fail 'STATE must be an absolute path';; esac
case $state$project in *[!A-Za-z0-9/._-]*) fail "A path with such characters cannot be scheduled: $state";; esac

as_root=no
if [ "$(id -u)" -eq 0 ]; then as_root=''
elif [ "$privilege" = sudo ] && sudo -n true 2>/dev/null; then as_root='sudo -n'
fi
has_systemd() { [ -d "$booted" ] && [ "$as_root" != no ] && command -v systemctl >/dev/null 2>&1; }

# The account's crontab without our line; fails where it cannot be read.
crontab_without() {
    if table=$(crontab -l 2>&1); then printf '%s\n' "$table" | grep -vF "sh $state/tick" || :
    else
        case $table in *'no crontab'*) ;; *) fail "$table";; esac
    fi
}
put() { # FILE: content on standard input
    # shellcheck disable=SC2086  # empty, or sudo -n
    $as_root tee "$1.tmp" >/dev/null && $as_root chmod 644 "$1.tmp" && $as_root mv -f "$1.tmp" "$1"
}

case $1 in
    write)
        cat > "$state/tick.tmp" <<END && sync "$state/tick.tmp" && mv -f "$state/tick.tmp" "$state/tick" || exit 1
#!/bin/sh
# Runs each minute what is due, with the newest scripts. Remove it by: bounceproctl scheduler remove
job=\$(ls -1dt $state/bin/*/pending.sh | head -n 1)
exec sh "\${job%/*}/job.sh" tick $state
END
        ;;
    run)
        rm -f "$state/ticked"
        if has_systemd; then
            printf '[Unit]\nDescription=Due jobs of %s\n\n[Service]\nType=oneshot\nUser=%s\nExecStart=/bin/sh %s/tick\nKillMode=process\n' \
                "$project" "$(id -un)" "$state" | put "$units/$unit.service" || exit 1
            printf '[Unit]\nDescription=Due jobs of %s\n\n[Timer]\nOnCalendar=*:*:00\nAccuracySec=1s\n\n[Install]\nWantedBy=timers.target\n' \
                "$project" | put "$units/$unit.timer" || exit 1
            # shellcheck disable=SC2086
            $as_root systemctl daemon-reload && $as_root systemctl enable --now "$unit.timer" || exit 1
            echo "The systemd timer $unit runs it each minute."
        elif command -v crontab >/dev/null 2>&1; then
            table=$(crontab_without) || exit 1
            { [ -z "$table" ] || printf '%s\n' "$table"; echo "* * * * * sh $state/tick"; } | crontab - || exit 1
            echo "The crontab of $(id -un) runs it each minute."
        else
            fail "There is no crontab, and no systemd that this account may use. Install cron, or give the server's profile a way to root."
        fi
        ;;
    prove)
        for _ in $(seq "${BOUNCEPRO_PROOF:-80}"); do
            [ ! -e "$state/ticked" ] || { echo 'It has run.'; exit 0; }
            sleep 1
        done
        fail 'It has not run within 80 s. Look whether cron, or the timer, works on this server.'
        ;;
    stop)
        if has_systemd && [ -e "$units/$unit.timer" ]; then
            # shellcheck disable=SC2086
            { $as_root systemctl disable --now "$unit.timer"; $as_root rm -f "$units/$unit.timer" "$units/$unit.service"
              $as_root systemctl daemon-reload; } || exit 1
        fi
        if command -v crontab >/dev/null 2>&1; then
            table=$(crontab_without) || exit 1
            if [ -n "$table" ]; then printf '%s\n' "$table" | crontab -
            else crontab -r 2>/dev/null || :
            fi
        fi
        rm -f "$state/ticked"
        ;;
    remove) rm -f "$state/tick" "$state/ticked" "$state/tick.lock";;
    *) fail "unknown: $1";;
esac
