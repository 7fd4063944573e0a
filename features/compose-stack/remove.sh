#!/bin/sh
# Ends the containers and networks of the project. Its volumes and images stay.
set -eu
. "$PHX_LIB"
. ./want.sh

docker ps -aq -f "label=com.docker.compose.project=$NAME" | xargs -r docker rm -f
docker network ls -q -f "label=com.docker.compose.project=$NAME" | xargs -r docker network rm
rm -rf "$project"
