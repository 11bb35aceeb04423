#!/bin/sh
# Installs the Debian packages that are missing and builds into build/. Quiet when all is there.
set -eu
cd "$(dirname "$0")/.."

packages="gcc libc6-dev meson ninja-build pkg-config libigraph-dev libicu-dev libjansson-dev
libgraphviz-dev libpango1.0-dev graphviz zlib1g-dev libzstd-dev libxml2-dev fonts-noto-core python3"
if [ "${SHABAKA_TESTS:-0}" = 1 ]; then
    packages="$packages libcmocka-dev python3-networkx python3-igraph python3-scipy python3-ahocorasick python3-jsonschema
    libxml2-utils poppler-utils zstd clang libclang-rt-dev valgrind chromium"
fi

missing=
for package in $packages; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
        missing="$missing $package"
done
if [ -n "$missing" ]; then
    echo "installing:$missing"
    as_root=
    if [ "$(id -u)" != 0 ]; then
        as_root=sudo
        command -v sudo >/dev/null || {
            echo "graphs/setup.sh: run it as root, or install sudo, or install:$missing" >&2
            exit 1
        }
    fi
    $as_root apt-get update -qq
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends \
        $missing >/dev/null
fi

# Debian's meson wants Debian's python, whatever else stands first in PATH.
PATH="/usr/bin:$PATH"
export PATH
[ -f build/build.ninja ] || meson setup build >/dev/null
ninja -C build --quiet
