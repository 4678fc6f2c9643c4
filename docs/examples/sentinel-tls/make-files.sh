#!/bin/sh
# Makes what docker-compose.yml beside it mounts: an authority, a certificate, passwords, and a configuration per server.
# usage: make-files.sh [folder]   (./files by default)
# SERVERS (the first is the master), SENTINELS: host:port of each. CONFIG: where the servers find the files.
set -eu
umask 022

OUT=${1:-files}
SERVERS=${SERVERS:-"redis-1:6379 redis-2:6379 redis-3:6379"}
SENTINELS=${SENTINELS:-"sentinel-1:26379 sentinel-2:26379 sentinel-3:26379"}
CONFIG=${CONFIG:-/config}
# As docs/operations.md lists them.
COMMANDS="+hmget +hgetall +hset +hsetnx +hincrby +hincrbyfloat +hget +get +set +del +unlink +exists +pttl +pexpire +zadd +zrem +zrange +zscan +zcard +zcount +zpopmin +zrangebyscore +zrevrangebyscore +zremrangebyscore +zremrangebyrank +hkeys +hlen +hdel +wait +cluster|keyslot +evalsha +eval +time +ping +info +quit +select"

if [ -e "$OUT" ]; then
  echo "$OUT is there already: name another folder, or remove it." >&2
  exit 1
fi
mkdir -p "$OUT"

# One certificate for all of them: it names every host.
names=$(for address in $SERVERS $SENTINELS; do echo "DNS:${address%:*}"; done | sort -u | paste -sd, -)
key="-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
# shellcheck disable=SC2086
openssl req -x509 $key -days 3650 -keyout "$OUT/ca.key" -out "$OUT/ca.pem" -subj "/CN=ragcache redis authority" 2>/dev/null
# shellcheck disable=SC2086
openssl req $key -keyout "$OUT/server.key" -out "$OUT/server.csr" -subj "/CN=redis" -addext "subjectAltName=$names" 2>/dev/null
openssl x509 -req -days 825 -in "$OUT/server.csr" -CA "$OUT/ca.pem" -CAkey "$OUT/ca.key" -CAcreateserial \
  -copy_extensions copy -out "$OUT/server.pem" 2>/dev/null
rm "$OUT/server.csr"

password() { openssl rand -hex 24; }
password > "$OUT/redis_password"
password > "$OUT/sentinel_password"
COPIES_PASSWORD=$(password)
WATCH_PASSWORD=$(password)
PEERS_PASSWORD=$(password)

tls() {
  cat <<CONF
port 0
tls-port $1
tls-cert-file $CONFIG/server.pem
tls-key-file $CONFIG/server.key
tls-ca-cert-file $CONFIG/ca.pem
tls-auth-clients no
tls-replication yes
user default off
CONF
}

master=${SERVERS%% *}
number=0
for address in $SERVERS; do
  number=$((number + 1))
  {
    tls "${address##*:}"
    cat <<CONF
user ragcache on >$(cat "$OUT/redis_password") resetkeys ~ragcache:* resetchannels -@all $COMMANDS
user copies on >$COPIES_PASSWORD -@all +psync +replconf +ping
user sentinels on >$WATCH_PASSWORD allchannels -@all +multi +slaveof +ping +exec +subscribe +config|rewrite +role +publish +info +client|setname +client|kill +script|kill
masteruser copies
masterauth $COPIES_PASSWORD
replica-announce-ip ${address%:*}
replica-announce-port ${address##*:}
maxmemory 512mb
maxmemory-policy volatile-lfu
appendonly yes
CONF
    if [ "$address" != "$master" ]; then echo "replicaof ${master%:*} ${master##*:}"; fi
  } > "$OUT/redis-$number.conf"
done

number=0
for address in $SENTINELS; do
  number=$((number + 1))
  {
    tls "${address##*:}"
    cat <<CONF
user ragcache on >$(cat "$OUT/sentinel_password") resetchannels -@all +sentinel|get-master-addr-by-name +sentinel|sentinels
user peers on >$PEERS_PASSWORD allchannels +@all
sentinel sentinel-user peers
sentinel sentinel-pass $PEERS_PASSWORD
sentinel resolve-hostnames yes
sentinel announce-hostnames yes
sentinel announce-ip ${address%:*}
sentinel announce-port ${address##*:}
sentinel monitor mymaster ${master%:*} ${master##*:} 2
sentinel auth-user mymaster sentinels
sentinel auth-pass mymaster $WATCH_PASSWORD
sentinel down-after-milliseconds mymaster 5000
sentinel failover-timeout mymaster 30000
CONF
  } > "$OUT/sentinel-$number.conf"
done

# Containers read these as users of their own: close the folder, not the files.
chmod 644 "$OUT"/*
chmod 600 "$OUT/ca.key"
chmod 700 "$OUT"
echo "$OUT: an authority (keep ca.key elsewhere), a certificate, two passwords, and configurations."
