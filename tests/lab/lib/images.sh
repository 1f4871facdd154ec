#!/bin/bash
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Images, made of Debian's packages and two npm packages; nothing comes from an image registry. They are
# tagged by a hash of what they are made from, so that they are built once.

SUITE=trixie
BASE_IMAGE=bouncepro-lab/base:$SUITE

KIT_SRC=$LAB_SRC/../../resources/kit

# tree_hash FOLDER NAME...
tree_hash() { (cd "$1" && find "${@:2}" -type f -print0 | sort -z | xargs -0 sha256sum) | sha256sum | cut -c1-12; }

# names_of_images: sets the tags that belong to the sources, as they are, of KIND.
names_of_images() {
    local packages all stack
    packages=$(tree_hash "$LAB_SRC" images/server/Dockerfile.packages)
    APP_SRC=$LAB_SRC/apps/$KIND stack=$KIT_SRC
    [ "$KIND" != adopted ] || APP_SRC=$LAB_SRC/apps/slim stack=$LAB_SRC/adopted
    [ -d "$APP_SRC" ] || die "there is no $APP_SRC"
    all=$(printf '%s' "$KIND $(tree_hash "$LAB_SRC" images) $(tree_hash "$APP_SRC" .) $(tree_hash "$stack" .)" | sha256sum | cut -c1-12)
    PACKAGES_IMAGE=bouncepro-lab/packages:$packages
    SERVER_IMAGE=bouncepro-lab/server:$all
    TEMPLATE_VOLUME=bouncepro-lab-template-$all
}

has_image() { docker_cli image inspect "$1" >/dev/null 2>&1; }
has_volume() { docker_cli volume inspect "$1" >/dev/null 2>&1; }

# The Debian mirror that this machine's apt uses, else Debian's own.
mirror() {
    local uri
    # shellcheck disable=SC2016  # apt's own notation
    uri=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
        grep -E '^https?://.*/debian/?$' | head -n 1)
    printf '%s' "${uri:-http://deb.debian.org/debian/}"
}

# The certificates that this machine trusts and Debian does not (a company's or a proxy's), one file each.
extra_certificates() {
    local bundle=/etc/ssl/certs/ca-certificates.crt rootfs=$1
    [ -r "$bundle" ] || return 0
    mkdir -p "$rootfs/usr/local/share/ca-certificates"
    awk -v known="$rootfs/etc/ssl/certs/ca-certificates.crt" -v out="$rootfs/usr/local/share/ca-certificates/host" '
        function read_one(file,    line, text) {
            text = ""
            while ((getline line < file) > 0) {
                if (line ~ /BEGIN CERTIFICATE/) text = ""
                text = text line "\n"
                if (line ~ /END CERTIFICATE/) return text
            }
            return ""
        }
        BEGIN {
            while ((cert = read_one(known)) != "") seen[cert] = 1
            while ((cert = read_one(ARGV[1])) != "") if (!(cert in seen)) printf "%s", cert > (out "-" ++n ".crt")
        }' "$bundle"
    chroot "$rootfs" update-ca-certificates >/dev/null 2>&1
}

base_image() {
    local rootfs=$LAB_CACHE/build/rootfs
    has_image "$BASE_IMAGE" && return 0
    need_root
    need_tools debootstrap tar
    if ! [ -e "$rootfs/.complete" ]; then
        say "debootstrap $SUITE (once, about a minute)"
        rm -rf "$rootfs"
        mkdir -p "$rootfs"
        debootstrap --variant=minbase --include=ca-certificates "$SUITE" "$rootfs" "$(mirror)" \
            >"$LAB_CACHE/build/debootstrap.log" 2>&1 || die "debootstrap failed: $LAB_CACHE/build/debootstrap.log"
        extra_certificates "$rootfs"
        apt-config dump 2>/dev/null | grep -E '^Acquire::(http|https|Check)[^ ]* ".+";' \
            >"$rootfs/etc/apt/apt.conf.d/90lab-host" || true
        printf 'path-exclude=/usr/share/%s/*\n' doc man locale info >"$rootfs/etc/dpkg/dpkg.cfg.d/90lab"
        rm -rf "$rootfs"/usr/share/{doc,man,locale,info}/* "$rootfs"/var/cache/apt/archives/*.deb "$rootfs"/var/lib/apt/lists/*
        printf '#!/bin/sh\nexit 101\n' >"$rootfs/usr/sbin/policy-rc.d"
        chmod 0755 "$rootfs/usr/sbin/policy-rc.d"
        touch "$rootfs/.complete"
    fi
    tar -C "$rootfs" --one-file-system --exclude=./.complete -c . |
        docker_cli import --change 'ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt' - "$BASE_IMAGE" >/dev/null
    rm -rf "$rootfs"
}

# build_image TAG FOLDER [docker build arguments]: quiet unless it fails.
build_image() {
    local tag=$1 context=$2 log=$LAB_CACHE/build/build.log
    shift 2
    docker_cli build --network host --build-arg "BASE=$BASE_IMAGE" -t "$tag" "$@" "$context" >"$log" 2>&1 || {
        tail -n 30 "$log" >&2
        die "building $tag failed: $log"
    }
}

# npm packages of an image, by its lock file: with this machine's npm.
node_modules() {
    need_tools npm
    (cd "$1" && npm ci --omit=dev --no-audit --no-fund --ignore-scripts --loglevel=error >"$LAB_CACHE/build/npm.log" 2>&1) ||
        die "npm ci failed: $LAB_CACHE/build/npm.log"
}

stack_images() {
    local context node=$LAB_SRC/images/node
    [ "$KIND" != full ] || node=$APP_SRC/node
    NODE_TAG=bouncepro-lab/node:20 POSTGRES_TAG=bouncepro-lab/postgres:17 NGINX_TAG=bouncepro-lab/nginx:1.26
    context=$LAB_CACHE/build/node
    rm -rf "$context"
    mkdir -p "$context"
    cp -a "$node/." "$context/"
    [ ! -e "$context/package.json" ] || node_modules "$context"
    build_image "$NODE_TAG" "$context"
    build_image "$POSTGRES_TAG" "$LAB_SRC/images/postgres"
    build_image "$NGINX_TAG" "$LAB_SRC/images/nginx"
}

# Debian 12's shell, which the server's newer one is compared with.
old_dash() {
    local to=$1 version
    version=$(dpkg-query -W -f '${Version}' dash 2>/dev/null || true)
    if [[ $version == 0.5.12-2* ]]; then
        cp /usr/bin/dash "$to/dash-0.5.12"
        return
    fi
    docker_cli run --rm --network host "$BASE_IMAGE" sh -c '
        set -e
        sed "s/trixie/bookworm/g" /etc/apt/sources.list >/tmp/list
        cd /tmp
        apt-get -qq -o Dir::Etc::SourceList=/tmp/list -o APT::Sandbox::User=root update >&2
        apt-get -qq -o Dir::Etc::SourceList=/tmp/list -o APT::Sandbox::User=root download dash/bookworm >&2
        dpkg -x dash_*.deb x >&2
        find x -type f -path "*bin/dash" -exec cat {} +' >"$to/dash-0.5.12" || die "could not fetch Debian 12's dash"
    chmod 0755 "$to/dash-0.5.12"
}

# make_share TO: what the server is made from: the stack, which its origin starts with, its first rows, and the changes
# that `commit` makes.
make_share() {
    local app=$APP_SRC part
    mkdir -p "$1/stack"
    cp -a "$app/payload" "$app/nuxt" "$1/stack/"
    case $KIND in
    adopted) cp -a "$LAB_SRC/adopted/." "$1/stack/" ;;
    slim) # complete, with Dockerfiles of their own: these stand in place of the kit's parts
        for part in "$KIT_SRC"/* "$KIT_SRC"/.[!.]*; do
            [ -e "$1/stack/${part##*/}" ] || cp -a "$part" "$1/stack/"
        done ;;
    full) cp -a "$KIT_SRC/." "$1/stack/" ;; # the kit's parts lie over the applications
    esac
    cp "$app/seed.sql" "$app/change" "$1/"
}

server_image() {
    local context=$LAB_CACHE/build/server
    has_image "$PACKAGES_IMAGE" || {
        say "installing the server's packages (once, about a minute)"
        mkdir -p "$LAB_CACHE/build/empty"
        build_image "$PACKAGES_IMAGE" "$LAB_CACHE/build/empty" -f "$LAB_SRC/images/server/Dockerfile.packages"
    }
    rm -rf "$context"
    mkdir -p "$context"
    cp -a "$LAB_SRC/images/server/." "$context/"
    make_share "$context/share"
    old_dash "$context"
    build_image "$SERVER_IMAGE" "$context" --build-arg "PACKAGES=$PACKAGES_IMAGE" --label "$LABEL=server"
}

# The inner engine's data with the base images and the first release, built once and then cloned.
template_volume() {
    local box=bouncepro-lab-template-build
    say "filling the server's own Docker Engine (once)"
    docker_cli rm -f "$box" >/dev/null 2>&1 || true
    docker_cli volume rm "$TEMPLATE_VOLUME" >/dev/null 2>&1 || true
    docker_cli volume create --label "$LABEL=template" "$TEMPLATE_VOLUME" >/dev/null
    docker_cli run -d --init --name "$box" --hostname template --label "$LABEL=template" \
        "${SERVER_FLAGS[@]}" -v "$TEMPLATE_VOLUME:/var/lib/docker" "$SERVER_IMAGE" engine-only >/dev/null
    wait_for 60 "the inner Docker Engine" docker_cli exec "$box" docker version ||
        die "the inner Docker Engine did not start: docker logs $box"
    docker_cli save "$NODE_TAG" "$POSTGRES_TAG" "$NGINX_TAG" | docker_cli exec -i "$box" docker load >/dev/null
    docker_cli exec "$box" lab-template >"$LAB_CACHE/build/template.log" 2>&1 || {
        tail -n 30 "$LAB_CACHE/build/template.log" >&2
        die "building the first release failed: $LAB_CACHE/build/template.log"
    }
    docker_cli stop -t 30 "$box" >/dev/null
    docker_cli rm -f "$box" >/dev/null
    sweep_cgroups template
    touch "$LAB_CACHE/build/$TEMPLATE_VOLUME.complete"
}

# clone_volume FROM TO KIND: with the extended attributes that overlay2 keeps. The layers of images, nearly all of it, never
# change: they are linked. What belongs to no image, as the caches of builds, is copied.
clone_volume() {
    docker_cli volume create --label "$LABEL=$3" "$2" >/dev/null
    # shellcheck disable=SC2016 # expanded in the container
    docker_cli run --rm --network none --cap-add ALL --cap-drop SYS_RESOURCE --security-opt apparmor=unconfined \
        -v "$(dirname "$(dirname "$(docker_cli volume inspect --format '{{.Mountpoint}}' "$1")")"):/volumes" "$BASE_IMAGE" \
        bash -eo pipefail -c 'to=/volumes/$2/_data
            cd "/volumes/$1/_data"
            layers=$(for id in image/overlay2/layerdb/sha256/*/cache-id; do echo "./overlay2/$(cat "$id")/diff"; done)
            echo "$layers" | tar -c --xattrs --xattrs-include="*" --exclude-from=- . | tar -x --xattrs --xattrs-include="*" -C "$to"
            for layer in $layers; do cp -al "$layer" "$to/$layer"; done' bash "$1" "$2" ||
        { docker_cli volume rm "$2" >/dev/null; die "could not clone $1"; }
}

images_ready() {
    [ -e "$LAB_CACHE/build/$TEMPLATE_VOLUME.complete" ] && has_image "$SERVER_IMAGE" && has_volume "$TEMPLATE_VOLUME"
}

images_up() {
    names_of_images
    images_ready && { touch "$LAB_CACHE/build/$TEMPLATE_VOLUME.complete"; return 0; }
    lock build
    images_ready && { unlock build; return 0; }
    mkdir -p "$LAB_CACHE/build"
    base_image
    stack_images
    server_image
    template_volume
    images_forget_old
    unlock build
}

# Images and templates that no lab uses and no `up` has asked for in the last day: those of the other stacks and of another
# checkout stay.
images_forget_old() {
    local v i
    find "$LAB_CACHE/build" -name '*.complete' -mmin +1440 -delete
    for v in $(docker_cli volume ls -q --filter "label=$LABEL=template"); do
        [ -e "$LAB_CACHE/build/$v.complete" ] || docker_cli volume rm "$v" >/dev/null 2>&1 || true
    done
    for i in $(docker_cli image ls --format '{{.Repository}}:{{.Tag}}' bouncepro-lab/server); do
        [ -e "$LAB_CACHE/build/bouncepro-lab-template-${i##*:}.complete" ] || docker_cli image rm "$i" >/dev/null 2>&1 || true
    done
    docker_cli image prune -f --filter "label=$LABEL" >/dev/null 2>&1 || true
}
