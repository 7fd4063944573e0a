# shellcheck shell=sh disable=SC2034
# Where the project is. Read by the other scripts.
stacks=/opt/phoenix/stacks
project=$stacks/$NAME
compose_file=$project/compose.yml

stack() {
  # The variables are secrets, so they are on tmpfs while Compose runs and nowhere else in the guest.
  [ -z "${ENV_FILE:-}" ] || set -- --env-file "$ENV_FILE" "$@"
  if docker compose version >/dev/null 2>&1; then tool='docker compose'; else tool=docker-compose; fi
  # shellcheck disable=SC2086
  (cd "${FOLDER:-$project}" && $tool -p "$NAME" "$@")
}

# take_away PROJECT: its containers, networks and our files; volumes, images and what it wrote beside its file stay.
take_away() {
  docker ps -aq -f "label=com.docker.compose.project=$1" | xargs -r docker rm -f
  docker network ls -q -f "label=com.docker.compose.project=$1" | xargs -r docker network rm
  rm -f "$stacks/$1/compose.yml" "$stacks/$1/.phoenix"
  [ ! -d "$stacks/$1" ] || rmdir --ignore-fail-on-non-empty "$stacks/$1"
}

# One project a guest: under its old name it is taken away.
others() {
  for file in "$stacks"/*/.phoenix; do
    other=${file%/.phoenix}
    [ ! -e "$file" ] || [ "$other" = "$project" ] || printf '%s\n' "${other##*/}"
  done
}

containers() { docker ps -q -f "label=com.docker.compose.project=$NAME" -f "label=com.docker.compose.service=$1"; }
