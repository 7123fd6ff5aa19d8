#!/bin/sh
# Make a virtual environment with the first Python that is new enough. Usage: venv.sh FOLDER
set -eu
venv=$1

fail() {
    echo "citegate: $1" >&2
    exit 1
}

find_python() {
    for name in python3 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    return 1
}

has_venv() {
    "$python" -c 'import ensurepip, venv' 2>/dev/null
}

# Debian and Ubuntu keep the parts of Python that make an environment in a package of their own.
install_venv_package() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    echo "Installing $package with apt-get"
    { apt-get update; DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$package"; } \
        >/dev/null 2>&1
}

python=$(find_python) || fail "Python 3.11 or newer is needed; none of python3, python3.13, python3.12, python3.11 is"
version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
package=python$version-venv
has_venv || install_venv_package || true
has_venv || fail "$python cannot make virtual environments; install $package (sudo apt-get install $package), then run make again"

echo "Making $venv with Python $version ($python)"
rm -rf "$venv"
"$python" -m venv "$venv" || { rm -rf "$venv"; fail "$python -m venv $venv failed"; }
