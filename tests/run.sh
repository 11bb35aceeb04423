#!/bin/sh
# Every test: the same set-up as the build, then all suites. Ends with "N passed, N failed".
#   sh tests/run.sh            everything
#   sh tests/run.sh --quick    without sanitizers, valgrind and clang
set -eu
cd "$(dirname "$0")/.."
SHABAKA_TESTS=1 sh graphs/setup.sh
exec /usr/bin/python3 tests/run.py "$@"
