#!/bin/bash
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A lab's keys, made once and kept over down and up, and the ssh_config that tells clients of them.

# new_key FILE TYPE BITS [PASSPHRASE-FILE]: the passphrase goes by a descriptor, never by an argument.
new_key() {
    local file=$1
    [ -e "$file" ] && return 0
    ssh-keygen -q -t "$2" ${3:+-b "$3"} -N '' -C "lab" -f "$file"
    [ -z "${4:-}" ] || set_passphrase "$file" "$4"
}

set_passphrase() {
    local asker
    asker=$(mktemp)
    printf '#!/bin/sh\ncat "%s"\n' "$2" >"$asker"
    chmod 0700 "$asker"
    SSH_ASKPASS=$asker SSH_ASKPASS_REQUIRE=force setsid ssh-keygen -q -p -f "$1" </dev/null >/dev/null ||
        { rm -f "$asker"; die "could not set the passphrase of $1"; }
    rm -f "$asker"
}

random_word() { od -An -N 18 -tx1 /dev/urandom | tr -d ' \n'; }

keys_up() {
    local dir=$1 type
    mkdir -p "$dir/server"
    chmod 0700 "$dir" "$dir/server"
    (
        umask 077
        [ -e "$dir/passphrase" ] || random_word >"$dir/passphrase"
        [ -e "$dir/password" ] || random_word >"$dir/password"
        new_key "$dir/id_ed25519" ed25519 ''
        new_key "$dir/id_rsa" rsa 3072
        new_key "$dir/id_ecdsa" ecdsa 256
        new_key "$dir/id_ed25519_passphrase" ed25519 '' "$dir/passphrase"
        new_key "$dir/id_unauthorized" ed25519 ''
        new_key "$dir/second_ed25519" ed25519 ''
        for type in ed25519 ecdsa rsa; do new_key "$dir/server/ssh_host_${type}_key" "$type" ''; done
        cat "$dir"/id_{ed25519,rsa,ecdsa,ed25519_passphrase}.pub >"$dir/server/authorized_keys"
        cat "$dir/second_ed25519.pub" >"$dir/server/authorized_keys.second"
        cp "$dir/password" "$dir/server/password"
    )
}

# client_files NAME DIR PORT: known_hosts and ssh_config.
client_files() {
    local name=$1 dir=$2 port=$3 type account
    for type in ed25519 ecdsa rsa; do
        printf '[127.0.0.1]:%s %s\n' "$port" "$(cut -d' ' -f1,2 "$dir/server/ssh_host_${type}_key.pub")"
    done >"$dir/known_hosts"
    {
        printf 'Host %s\n    User deploy\n' "$name"
        for account in $ACCOUNTS; do
            printf 'Host %s-%s\n    User %s\n' "$name" "$account" "$account"
            case $account in
            second) printf '    IdentityFile %s/second_ed25519\n' "$dir" ;;
            password) printf '    PubkeyAuthentication no\n    PreferredAuthentications password\n' ;;
            esac
        done
        cat <<END
Host $name $name-*
    HostName 127.0.0.1
    Port $port
END
        # The first value counts, but IdentityFile adds up: so the common one leaves the second operator out.
        cat <<END
Host $name $name-* !$name-second !$name-password
    IdentityFile $dir/id_ed25519
Host $name $name-*
    IdentitiesOnly yes
    IdentityAgent none
    UserKnownHostsFile $dir/known_hosts
    GlobalKnownHostsFile /dev/null
    StrictHostKeyChecking yes
    ConnectTimeout 10
END
    } >"$dir/ssh_config"
}
