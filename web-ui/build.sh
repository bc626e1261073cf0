#!/bin/sh
# Builds the page into target/classes/io/tocsin/web with the machine's Node.js and npm. Maven calls it; it also works alone.
# usage: build.sh [skip]   where skip is "true" to leave the page out (mvn -Dweb-ui.skip)
set -eu
cd "$(dirname "$0")"
page=target/classes/io/tocsin/web
log=target/web-ui.log

fail() {
    printf 'web-ui: %s\n' "$1" >&2
    printf '    hint: install Node.js 20.19 or newer with npm, or build without the page: mvn -Dweb-ui.skip ...\n' >&2
    exit 1
}

# Runs a step; its output is shown only when it fails.
step() {
    if ! "$@" >>"$log" 2>&1; then
        cat "$log" >&2
        printf 'web-ui: "%s" failed; its output is above and in web-ui/%s\n' "$*" "$log" >&2
        exit 1
    fi
}

if [ "${1:-}" = true ]; then
    rm -rf "$page" target/classes/META-INF/licenses
    exit 0
fi

command -v node >/dev/null 2>&1 || fail "Node.js was not found on the PATH"
command -v npm >/dev/null 2>&1 || fail "npm was not found on the PATH"
node -e 'const [major, minor] = process.versions.node.split(".").map(Number);
    process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)' ||
    fail "Node.js $(node --version) is too old"

inputs='package.json package-lock.json .npmrc tsconfig.json vite.config.ts index.html build.sh build src test e2e'
# shellcheck disable=SC2086 # The list is meant to be split.
if [ -f "$page/index.html" ] && [ -z "$(find $inputs -newer "$page/index.html" -type f)" ]; then
    exit 0
fi

mkdir -p target
: >"$log"
if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    step npm ci --ignore-scripts --no-audit --no-fund
    touch node_modules/.package-lock.json
fi
step npm run --silent check
step npm run --silent test
step npm run --silent build
