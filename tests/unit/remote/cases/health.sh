# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# health.sh, with a docker, curl and wget of the case's own.

# The commands that a plain server has, and no more: curl, wget and docker are the case's.
plain_path() {
    local tool
    for tool in bash cat cut date head sed seq tail timeout tr; do
        [ -e "$D/bin/$tool" ] || ln -s "$(command -v "$tool")" "$D/bin/$tool"
    done
}
fake() { printf '#!%s\n%s\n' "$D/bin/bash" "$2" > "$D/bin/$1"; chmod +x "$D/bin/$1"; }
# Containers p1 and n1 that answer with that on each question.
fake_docker() { # PAYLOAD_BODY NUXT_BODY
    fake docker "case \"\$*\" in
        'ps --format {{.ID}} {{.Ports}} --filter label=com.docker.compose.project=shop '*service=payload) echo 'p1 3001/tcp' ;;
        'ps --format {{.ID}} {{.Ports}} --filter label=com.docker.compose.project=shop '*service=nuxt) echo 'n1 ' ;;
        'exec p1 '*) $1 ;;
        'exec n1 '*) $2 ;;
        *) exit 9 ;;
    esac"
}
health() { plain_path; PATH=$D/bin sh -s -- shop < "$REMOTE/health.sh" > "$D/out" 2> "$D/err"; }
line() { sed -n "s#^\\(check\\|impossible\\)	$1	##p" "$D/out"; }

fine='printf "/health\t200\t1.5\t{}\n/health/db\t200\t2.5\t{}\n/health/ready\t200\t3.5\t{\"status\":\"ready\"}\n"'
nuxt='printf "/api/health\t200\t4.5\t{}\n"'
curl_of() { fake curl "case \"\$*\" in *://127.0.0.1$1) printf '%b' '$2' ;; *) printf '\n000 0.0' ;; esac"; }

case_health_asks_every_endpoint_in_one_go() {
    fake_docker "$fine" "$nuxt"
    fake curl 'printf "{\"a\":\t1}\n200 0.012345"'
    health || fail "exit $?: $(cat "$D/err")"
    is "$(sed -n '1p;$p' "$D/out" | tr '\n\t' '; ')" 'format 1;end;'
    is "$(wc -l < "$D/out")" 8 lines
    is "$(line 'payload	/health	container')" '200	1.5	{}'
    is "$(line 'payload	/health/db	container')" '200	2.5	{}'
    is "$(line 'payload	/health/ready	container')" '200	3.5	{"status":"ready"}'
    is "$(line 'nuxt	/api/health	container')" '200	4.5	{}'
    is "$(line 'payload	/health	host')" '200	12.345	{"a": 1}'
}
case_health_asks_nginx_by_the_names_that_it_passes_on() {
    fake_docker "$fine" "$nuxt"
    curl_of /api/health/ready 'no\n502 1.5'
    health || fail "exit $?"
    is "$(line 'payload	/health/ready	host')" '502	1500.000	no'
    is "$(line 'payload	/health	host' | cut -f1,2)" '0	-'
}
case_health_without_curl_takes_wget() {
    fake_docker "$fine" "$nuxt"
    fake wget 'echo "  HTTP/1.1 503 Service Unavailable" >&2; exit 8'
    health || fail "exit $?"
    is "$(line 'payload	/health	host' | sed 's/	[0-9]*	$/ MS/')" '503 MS'
    fake wget 'exit 4'
    health || fail "exit $?"; is "$(line 'payload	/health	host' | cut -f1,2)" '0	-' "$(cat "$D/out" "$D/err")"
    fake wget 'echo "unrecognized option: S"; exit 1'
    health; is "$(line 'payload	/health	host')" 'wget ended with 1: unrecognized option: S'
}
case_health_unknown_is_not_zero() {
    fake docker 'echo "permission denied" >&2; exit 1'
    health || fail "exit $?"
    is "$(grep -c '^impossible' "$D/out")" 6
    is "$(line 'payload	/health	host')" 'the server has neither curl nor wget'
    is "$(line 'nuxt	/api/health	container')" 'docker ps: permission denied'
    rm "$D/bin/docker"; health
    is "$(grep -c '^impossible' "$D/out")" 6 'without docker'
}
case_health_tells_a_container_without_node_from_a_silent_one() {
    fake_docker 'echo "exec: node: not found"; exit 127' 'echo "Error: is restarting" >&2; exit 1'
    health || fail "exit $?"
    is "$(line 'payload	/health/db	container')" 'the container has no node to ask with: exec: node: not found'
    is "$(line 'nuxt	/api/health	container' | sed 's/ *$//')" '0	-	Error: is restarting'
}
case_health_a_service_that_does_not_run_does_not_answer() {
    fake docker ':'
    health || fail "exit $?"
    is "$(line 'payload	/health/ready	container')" '0	-	no container of it runs'
}
case_health_is_bounded_and_keeps_its_lines() {
    # shellcheck disable=SC2016 # expanded in the fake
    local flood='for i in $(seq 400); do printf "/health\t200\t1\t"; head -c 6000 /dev/zero | tr "\0" x; echo; done'
    fake_docker "$flood" 'printf "check\tpayload\t/health\thost\t200\n"; head -c 90000 /dev/zero | tr "\0" "\t"; printf "\n/api/health\t2x\t1\n"'
    fake curl 'head -c 300000 /dev/zero | tr "\0" y; printf "\n200 0.1"'
    health || fail "exit $?"
    local size; size=$(wc -c < "$D/out")
    [ "$size" -lt 100000 ] || fail "$size bytes"
    # Nothing that a container says is taken for another service's or place's.
    is "$(grep -c '	host	' "$D/out")" 2
    is "$(grep -cv '^\(format	1\|end\|\(check\|impossible\)	.*\)$' "$D/out")" 0
    is "$(sed -n '/^.\{4096\}/p' "$D/out" | wc -l)" 0 'lines too long'
}
# An application that is given no PORT has its own: the one that its image exposes.
case_health_asks_at_the_port_of_the_image() {
    # shellcheck disable=SC2016 # expanded in the fake, which runs nobody's PORT
    fake node 'printf "%s\t200\t1\t%s\n" /health "$3"'
    local row
    for row in '3001/tcp|3001' '127.0.0.1:3005->3002/tcp|3002' '0.0.0.0:80->3003/tcp, [::]:80->3003/tcp, 9229/tcp|3003' '53/udp|3000' '|3000'; do
        fake docker "case \"\$*\" in *=payload) echo 'p1 ${row%|*}' ;; 'exec '*) shift 2; exec \"\$@\" ;; esac"
        (unset PORT; health) || fail "exit $?"
        is "$(line 'payload	/health	container' | cut -f3)" "${row#*|}" "port of '${row%|*}'"
    done
    (export PORT=4000; health)
    is "$(line 'payload	/health	container' | cut -f3)" 4000 'port of its environment'
}
# The question itself, by a real node: other names, errors, silence, and a body that is too long.
case_health_asks_with_node() {
    command -v node >/dev/null || skip 'no node'
    fake docker 'case "$*" in *=payload) echo p1 ;; "exec "*) shift 2; exec "$@" ;; esac'
    ln -s "$(command -v node)" "$D/bin/node"
    cat > "$D/server.js" <<'END'
const { writeFileSync } = require('fs'), answers = {
  '/api/health': [200, '{"a":\t"b"}'], '/health/db': [503, 'x'.repeat(9000)] };
const server = require('http').createServer((q, r) => {
  if (q.url === '/health/ready') return q.socket.destroy();
  const [status, text] = answers[q.url] ?? [404, ''];
  r.writeHead(status).end(text);
}).listen(0, '127.0.0.1', () => writeFileSync(process.argv[2], String(server.address().port)));
setTimeout(() => process.exit(), 30000);
END
    node "$D/server.js" "$D/port" & local server=$!
    within 10 test -s "$D/port"
    local PORT; PORT=$(cat "$D/port"); export PORT
    health
    kill $server
    is "$(line 'payload	/health	container' | cut -f1,3)" '200	{"a": "b"}'
    [[ $(line 'payload	/health	container' | cut -f2) =~ ^[0-9]+\.[0-9]{3}$ ]] || fail 'no time'
    is "$(line 'payload	/health/db	container' | cut -f3 | wc -c)" 3401
    is "$(line 'payload	/health/ready	container' | cut -f1,2)" '0	-'
}
