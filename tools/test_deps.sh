#!/usr/bin/env bash
# Installs what the tests need from the system, where it is missing. Debian and Ubuntu; needs root or sudo.
set -euo pipefail
need=()
command -v make >/dev/null || need+=(make)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || need+=(postgresql)
# The same Chromium without windows, which is smaller and quicker; where there is no such package, the whole one.
browser() { command -v chromium-headless-shell || command -v chromium || command -v chromium-browser; }
browser >/dev/null || need+=(chromium-headless-shell)
command -v java >/dev/null || need+=(default-jre-headless)
python3 -c 'import venv, ensurepip' 2>/dev/null || need+=(python3-venv)
ldconfig -p | grep -q libpangoft2-1.0 || need+=(libpango-1.0-0 libpangoft2-1.0-0)
ldconfig -p | grep -q libharfbuzz-subset || need+=(libharfbuzz-subset0)
[ -d /usr/share/fonts/truetype/liberation ] || need+=(fonts-liberation)
if [ ${#need[@]} -eq 0 ]; then echo "Everything the tests need is installed."; exit 0; fi
if ! command -v apt-get >/dev/null; then
  echo "Please install by hand: ${need[*]}. (Only Debian's and Ubuntu's packages can be installed automatically.)" >&2
  exit 1
fi
root=""
[ "$(id -u)" -eq 0 ] || root="sudo"
echo "Installing: ${need[*]}"
$root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
if ! apt-cache show chromium-headless-shell >/dev/null 2>&1; then need=("${need[@]/#chromium-headless-shell/chromium}"); fi
$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null
