# shellcheck shell=sh disable=SC2034
# Where the project is. Read by the other scripts.
project=/opt/phoenix/stacks/$NAME
compose_file=$project/compose.yml

stack() {
  # The variables are secrets, so they are on tmpfs while Compose runs and nowhere else in the guest.
  [ -z "${ENV_FILE:-}" ] || set -- --env-file "$ENV_FILE" "$@"
  if docker compose version >/dev/null 2>&1; then tool='docker compose'; else tool=docker-compose; fi
  # shellcheck disable=SC2086
  (cd "${FOLDER:-$project}" && $tool -p "$NAME" "$@")
}

containers() { docker ps -q -f "label=com.docker.compose.project=$NAME" -f "label=com.docker.compose.service=$1"; }
