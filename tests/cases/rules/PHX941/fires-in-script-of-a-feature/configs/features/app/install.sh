#!/bin/sh
set -eu
curl -fsS https://lab:tr0ub4dor@nas/app.tar.gz >/dev/null
