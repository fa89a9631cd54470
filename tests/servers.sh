# The servers that the tests need. tests/run sources this file, and brings scratch and bounded.

install_limit=10m

# postgres_home is the folder of the server that was started here, and is empty as long as there is none.
postgres_home=
postgres_bin=
postgres_starting=
postgres_as=()
install_setting=
as_root=()

# redis_home likewise.
redis_home=
redis_server=
redis_pid=

# Each folder that may hold the server's programs, the first choice first. initdb looks for the others beside the file that a link leads to.
postgres_folders() {
    local initdb
    initdb=$(command -v initdb) && dirname "$(readlink -f "$initdb")"
    ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin 2>/dev/null | sort -rV
    echo /usr/local/bin
    echo /usr/local/pgsql/bin
    ls -d /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin 2>/dev/null | sort -rV
}

find_postgres() {
    local folder
    while IFS= read -r folder; do
        if [[ -x $folder/initdb && -x $folder/pg_ctl && -x $folder/postgres ]]; then
            postgres_bin=$folder
            return 0
        fi
    done < <(postgres_folders)
    return 1
}

# Whether a package may be installed here, and as whom.
may_install() {
    command -v apt-get >/dev/null || return 1
    as_root=(env)
    ((EUID == 0)) && return 0
    as_root=(sudo -n)
    "${as_root[@]}" true 2>/dev/null
}

# apt-get reads packages as a user of its own, to whom our temporary folder is closed.
install_package() {
    local log=$scratch/install.log apt=("${as_root[@]}" env -u TMPDIR DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120)
    echo "Installing the package $1, which the tests need."
    # An index that can't be renewed may still do.
    bounded "$install_limit" "${apt[@]}" update >"$log" 2>&1
    bounded "$install_limit" "${apt[@]}" install --yes --no-install-recommends "$1" >>"$log" 2>&1 && return 0
    echo "The package $1 could not be installed:" >&2
    tail -n 20 "$log" >&2
    return 1
}

# The package would make a cluster of its own and start it, now and with the machine.
install_postgres() {
    may_install || return 1
    local code=0
    install_setting=/etc/postgresql-common/createcluster.d/scheduling-tests.conf
    "${as_root[@]}" mkdir -p "${install_setting%/*}"
    echo "create_main_cluster = off" | "${as_root[@]}" tee "$install_setting" >/dev/null
    install_package postgresql || code=$?
    forget_install_setting
    return "$code"
}

forget_install_setting() {
    [[ -n $install_setting ]] || return 0
    "${as_root[@]}" rm -f "$install_setting"
    "${as_root[@]}" rmdir -p "${install_setting%/*}" 2>/dev/null
    install_setting=
}

docker_answers() {
    command -v docker >/dev/null && bounded 20s docker info >/dev/null 2>&1
}

# Sets postgres_home, a folder that is the server's alone, and postgres_as, what comes before its commands.
settle_postgres() {
    # The programs want a working folder that they may read.
    local user base tool inside=(sh -c 'cd "$0" && exec "$@"')
    if ((EUID != 0)); then
        postgres_home=$(mktemp -d "$scratch/postgres.XXXXXX") || return 1
        postgres_as=("${inside[@]}" "$postgres_home")
        return 0
    fi

    # PostgreSQL refuses to run as root, and root's temporary folder may be closed to everyone else.
    for user in postgres nobody; do
        id -u "$user" >/dev/null 2>&1 || continue
        for base in "$scratch" /tmp /var/tmp; do
            postgres_home=$(mktemp -d "$base/scheduling-postgres.XXXXXX") || continue
            chown "$user:$(id -g "$user")" "$postgres_home"
            for tool in setpriv runuser su; do
                case $tool in
                    setpriv) postgres_as=(setpriv "--reuid=$user" "--regid=$(id -g "$user")" --clear-groups "${inside[@]}" "$postgres_home") ;;
                    runuser) postgres_as=(runuser -u "$user" -- "${inside[@]}" "$postgres_home") ;;
                    su) postgres_as=(su -s /bin/sh "$user" -c 'cd "$0" && exec "$@"' -- "$postgres_home") ;;
                esac
                "${postgres_as[@]}" test -w "$postgres_home" 2>/dev/null && return 0
            done
            rm -rf "$postgres_home"
        done
    done
    postgres_home=
    echo "PostgreSQL refuses to run as root, and neither the user postgres nor nobody can be used here." \
        "Create the user postgres, or run the tests as another user than root." >&2
    return 1
}

# Texts are compared as in a language, as on most servers, so that a query that relies on the order of bytes is found out.
make_cluster() {
    local password=$1 log=$postgres_home/initdb.log
    local initdb=("${postgres_as[@]}" "$postgres_bin/initdb" --pgdata="$postgres_home/data" --username=postgres --encoding=UTF8 --locale=C
        --auth=scram-sha-256 --pwfile="$postgres_home/password" --no-sync)
    echo "$password" | "${postgres_as[@]}" sh -c 'umask 077 && cat >password' || return 1
    if ! bounded 2m "${initdb[@]}" --locale-provider=icu --icu-locale=en >"$log" 2>&1 && ! bounded 2m "${initdb[@]}" >>"$log" 2>&1; then
        echo "PostgreSQL could not make its folder:" >&2
        tail -n 20 "$log" >&2
        return 1
    fi

    cat >>"$postgres_home/data/postgresql.conf" <<EOF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
shared_buffers = 256MB
synchronous_commit = on
# Nothing has to outlive the run.
fsync = off
full_page_writes = off
# Its transactions would be counted among those of tests that are asleep.
autovacuum = off
EOF
    if ls "$("$postgres_bin/pg_config" --pkglibdir 2>/dev/null)"/pg_stat_statements.* >/dev/null 2>&1; then
        echo "shared_preload_libraries = 'pg_stat_statements'" >>"$postgres_home/data/postgresql.conf"
    fi
}

# Starts the server on a port that is free; sets postgres_port. Below the ports that a system gives to those who ask for any.
start_cluster() {
    local log=$postgres_home/log attempt code
    for attempt in 1 2 3 4 5 6 7 8 9 10; do
        postgres_port=$((20000 + RANDOM % 10000))
        rm -f "$log"
        # Not bounded: it ends by itself, and cut short it would leave a server that nobody knows of.
        "${postgres_as[@]}" "$postgres_bin/pg_ctl" start --pgdata="$postgres_home/data" --log="$log" --options="-p $postgres_port" \
            --wait --timeout=60 </dev/null >"$postgres_home/start.log" 2>&1 &
        postgres_starting=$!
        wait "$postgres_starting"
        code=$?
        postgres_starting=
        ((code == 0)) && return 0
        grep -q "could not bind" "$log" 2>/dev/null || break
    done
    echo "PostgreSQL did not start:" >&2
    cat "$postgres_home/start.log" "$log" 2>/dev/null | tail -n 20 >&2
    return 1
}

# Leaves the connection string of a server in SCHEDULING_TEST_POSTGRES; leaves it empty where the tests are to start a container.
start_postgres() {
    local password
    [[ -n ${SCHEDULING_TEST_POSTGRES:-} ]] && return 0
    if ! find_postgres && ! { install_postgres && find_postgres; }; then
        if docker_answers; then
            echo "PostgreSQL is not installed; the tests start it in a container."
            return 0
        fi
        echo "The tests need PostgreSQL, which is not installed, can't be installed by this script, and Docker does not answer either." \
            "Install PostgreSQL 15 or later, start Docker, or set SCHEDULING_TEST_POSTGRES to the connection string of a server." >&2
        return 1
    fi

    password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    settle_postgres && make_cluster "$password" && start_cluster || return 1
    export SCHEDULING_TEST_POSTGRES="Host=127.0.0.1;Port=$postgres_port;Username=postgres;Password=$password;Database=postgres"
}

# Sets redis_server. The package redis-tools holds the server too: one program, which does what it is called. What the package redis-server adds is
# a service that would be started, now and with the machine.
find_redis() {
    local program
    program=$(command -v redis-server) || program=$(command -v valkey-server)
    if [[ -z $program && -x /usr/bin/redis-check-rdb ]]; then
        program=$scratch/redis-server
        ln -sf /usr/bin/redis-check-rdb "$program"
    fi
    [[ -n $program ]] && "$program" --version 2>/dev/null | grep -qiE "(redis|valkey) server v" || return 1
    redis_server=$program
}

install_redis() {
    may_install && install_package redis-tools
}

# Starts the server on a port that is free; sets redis_port.
launch_redis() {
    local password=$1 log=$redis_home/log attempt tries
    for attempt in 1 2 3 4 5 6 7 8 9 10; do
        redis_port=$((20000 + RANDOM % 10000))
        rm -f "$log"
        # The password comes by the input: a command line is everybody's to read.
        printf '%s\n' "bind 127.0.0.1" "port $redis_port" "requirepass $password" 'save ""' "appendonly no" "dir $redis_home" "logfile $log" |
            "$redis_server" - >"$redis_home/start.log" 2>&1 &
        redis_pid=$!
        for ((tries = 0; tries < 200; tries++)); do
            grep -qi "ready to accept connections" "$log" 2>/dev/null && return 0
            kill -0 "$redis_pid" 2>/dev/null || break
            sleep 0.1
        done
        kill "$redis_pid" 2>/dev/null
        wait "$redis_pid" 2>/dev/null
        redis_pid=
        grep -qiE "could not create server TCP|failed listening|address already in use" "$log" 2>/dev/null || break
    done
    echo "Redis did not start:" >&2
    cat "$redis_home/start.log" "$log" 2>/dev/null | tail -n 20 >&2
    return 1
}

# Leaves the connection string of a server in SCHEDULING_TEST_REDIS, and the path of its program in SCHEDULING_TEST_REDIS_SERVER for the tests that kill servers of their own.
start_redis() {
    local password
    if find_redis || { [[ -z ${SCHEDULING_TEST_REDIS_SERVER:-} ]] && install_redis && find_redis; }; then
        export SCHEDULING_TEST_REDIS_SERVER=${SCHEDULING_TEST_REDIS_SERVER:-$redis_server}
    fi
    [[ -n ${SCHEDULING_TEST_REDIS:-} ]] && return 0
    if [[ -z $redis_server ]]; then
        if docker_answers; then
            echo "Redis is not installed; the tests start it in a container. Those that kill servers of their own need redis-server, and fail."
            return 0
        fi
        echo "The tests need Redis, which is not installed, can't be installed by this script, and Docker does not answer either." \
            "Install Redis 6 or later, start Docker, or set SCHEDULING_TEST_REDIS to the connection string of a server." >&2
        return 1
    fi

    password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    redis_home=$(mktemp -d "$scratch/redis.XXXXXX") && launch_redis "$password" || return 1
    export SCHEDULING_TEST_REDIS="127.0.0.1:$redis_port,password=$password"
}

stop_redis() {
    [[ -n $redis_pid ]] && kill "$redis_pid" 2>/dev/null && wait "$redis_pid" 2>/dev/null
    redis_pid=
    [[ -n $redis_home ]] && rm -rf "$redis_home"
}

start_servers() {
    start_postgres && start_redis
}

stop_servers() {
    stop_redis
    forget_install_setting
    [[ -n $postgres_starting ]] && wait "$postgres_starting"
    [[ -n $postgres_home ]] || return 0
    if [[ -f $postgres_home/data/postmaster.pid ]]; then
        "${postgres_as[@]}" "$postgres_bin/pg_ctl" stop --pgdata="$postgres_home/data" --mode=immediate --wait --timeout=30 >/dev/null
    fi
    rm -rf "$postgres_home"
}
