#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# health.sh PROJECT
# Asks the health endpoints of a stack, from two places: inside the containers of payload and nuxt (vantage `container`),
# and from the server through nginx on 127.0.0.1:80 (vantage `host`). Changes nothing.
# Answers lines of TAB-separated fields, `format 1` first, the others in any order, `end` last:
# `check SERVICE PATH VANTAGE STATUS MILLISECONDS BODY`  STATUS is HTTP's; 0: no answer, BODY says why. MILLISECONDS is -
#                                                        where there was no answer or the time could not be taken.
# `impossible SERVICE PATH VANTAGE WHY`                  nothing is known: the server lacks what it takes to ask.
# A line is shorter than 4,096 bytes, so that those of parallel questions do not mix. Exit code 0 when asked.
set -u
project=$1
tab=$(printf '\t')
LC_ALL=C
export LC_ALL

# One line, at most 3,500 bytes.
flat() { tr '\t\r\n' '   ' | head -c 3500; }
check() { printf 'check\t%s\t%s\t%s\t%s\t%s\t%s\n' "$@"; }
impossible() { printf 'impossible\t%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$(printf %s "$4" | flat)"; }

# Runs in the container: node -e ASK PORT PATH[,OTHER_PATH]...; OTHER_PATH is asked where PATH is answered by 404.
# All paths at once. Prints PATH STATUS MILLISECONDS BODY.
# shellcheck disable=SC2016 # the script is node's
ask='const http = require("http"), [port, ...specs] = process.argv.slice(1);
const say = (path, status, ms, text) => process.stdout.write([path, status, ms,
  Buffer.from(text.replace(/\s+/g, " ")).subarray(0, 3400).toString()].join("\t") + "\n");
const question = (name, paths) => {
  const began = process.hrtime.bigint();
  let text = "", said = false;
  const once = (...what) => { if (!said) { said = true; say(name, ...what); } };
  const request = http.get({ host: "127.0.0.1", port, path: paths[0] }, answer => {
    answer.setEncoding("utf8").on("data", part => { if (text.length < 3500) text += part; });
    answer.on("end", () => {
      if (answer.statusCode === 404 && paths.length > 1) { said = true; return question(name, paths.slice(1)); }
      once(answer.statusCode, (Number(process.hrtime.bigint() - began) / 1e6).toFixed(3), text);
    });
    answer.on("error", error => once(0, "-", String(error)));
  });
  setTimeout(() => request.destroy(new Error("no answer within 5 s")), 5000).unref();
  request.on("error", error => once(0, "-", String(error)));
};
for (const spec of specs) question(spec.split(",")[0], spec.split(","));'

# The same of all of a service's paths.
unanswered() { # SERVICE WHY SPEC...
    service=$1 why=$(printf %s "$2" | flat)
    shift 2
    for spec in "$@"; do check "$service" "${spec%%,*}" container 0 - "$why"; done
}
not_possible() { # SERVICE WHY SPEC...
    service=$1 why=$2
    shift 2
    for spec in "$@"; do impossible "$service" "${spec%%,*}" container "$why"; done
}
ask_container() { # SERVICE SPEC...
    service=$1
    shift
    if ! ids=$(timeout 5 docker ps --format '{{.ID}} {{.Ports}}' --filter "label=com.docker.compose.project=$project" \
        --filter "label=com.docker.compose.service=$service" 2>&1); then
        not_possible "$service" "docker ps: $ids" "$@"
        return
    fi
    id=$(printf '%s\n' "$ids" | sed -n 1p)
    if [ -z "$id" ]; then
        unanswered "$service" 'no container of it runs' "$@"
        return
    fi
    # The port is that of its environment, else the first that the image exposes.
    port=${id%%/tcp*} port=${port##*[!0-9]}
    case $id in *[0-9]/tcp*) ;; *) port=3000 ;; esac
    # The exit code comes last and the tail is kept, so that no output can push it out.
    # shellcheck disable=SC2016 # expanded in the container
    answer=$({
        timeout 12 docker exec "${id%% *}" sh -c 'port=${PORT:-$1}; shift; exec node -e "$0" "$port" "$@"' "$ask" "$port" "$@" 2>&1
        printf '\nexit %s\n' $?
    } | tail -c 16000)
    code=$(printf '%s\n' "$answer" | sed -n '$s/^exit //p')
    answer=$(printf '%s\n' "$answer" | sed '$d')
    case $code in
        0) ;;
        124)
            unanswered "$service" 'no answer within 12 s' "$@"
            return
            ;;
        126 | 127)
            not_possible "$service" "the container has no node to ask with: $answer" "$@"
            return
            ;;
        *)
            unanswered "$service" "$answer" "$@"
            return
            ;;
    esac
    printf '%s\n' "$answer" | head -n 20 | while IFS=$tab read -r path status took body; do
        case $status in
            '' | *[!0-9]*) continue ;;
        esac
        [ $((${#path} + ${#status} + ${#took})) -le 200 ] || continue
        check "$service" "$path" container "$status" "$took" "$(printf %s "$body" | flat)"
    done
}

# Seconds as curl prints them, in milliseconds: 0.012345 becomes 12.345.
milliseconds() {
    fraction=$(printf '%s000000' "${1#*.}" | cut -c1-6)
    whole=$(printf %s "${1%%.*}$(printf %s "$fraction" | cut -c1-3)" | sed 's/^0*\([0-9]\)/\1/')
    printf '%s.%s' "$whole" "$(printf %s "$fraction" | cut -c4-6)"
}
silence='no answer from 127.0.0.1:80: refused, or longer than 5 s'
ask_host() { # PATH ASKED_PATH: payload's PATH has another name at nginx
    if command -v curl >/dev/null 2>&1; then
        # The status comes last and the tail is kept, so that no body can push it out.
        answer=$(curl -q -s --noproxy '*' --max-time 5 -w '\n%{http_code} %{time_total}' "http://127.0.0.1$2" |
            tail -c 3500 | tr '\t\r' '  ')
        last=$(printf '%s\n' "$answer" | sed -n '$p')
        body=$(printf '%s\n' "$answer" | sed '$d')
        status=${last%% *}
        case $status in
            000 | '' | *[!0-9]*) check payload "$1" host 0 - "$silence" ;;
            *) check payload "$1" host "$status" "$(milliseconds "${last#* }")" "$(printf %s "$body" | flat)" ;;
        esac
    elif command -v wget >/dev/null 2>&1; then
        began=$(date +%s%N)
        answer=$(wget -q -S --no-proxy -t 1 -T 5 --max-redirect=0 -O /dev/null "http://127.0.0.1$2" 2>&1)
        code=$?
        ended=$(date +%s%N)
        status=$(printf '%s\n' "$answer" | sed -n 's/^  HTTP\/[0-9.]* \([0-9][0-9][0-9]\).*/\1/p' | sed -n '$p')
        took=-
        case $began$ended in
            *[!0-9]*) ;;
            *) took=$(((ended - began) / 1000000)) ;;
        esac
        if [ -n "$status" ]; then
            check payload "$1" host "$status" "$took" ''
        elif [ $code = 4 ]; then
            check payload "$1" host 0 - "$silence"
        else # of BusyBox, which has not these options
            impossible payload "$1" host "wget ended with $code: $answer"
        fi
    else
        impossible payload "$1" host 'the server has neither curl nor wget'
    fi
}

printf 'format\t1\n'
# All at once: starting node is what takes the time.
ask_container payload /health,/api/health /health/db,/api/health/db /health/ready,/api/health/ready &
ask_container nuxt /api/health,/health &
ask_host /health /health &
ask_host /health/ready /api/health/ready &
wait
echo end
exit 0
