{{/* Stops the release: (list "what is wrong" "how to cure it"). */}}
{{- define "ragcache.refuse" -}}
{{- fail (printf "\n\nragcache: %s\n  cure: %s\n" (index . 0) (index . 1)) -}}
{{- end -}}

{{- define "ragcache.guardMode" -}}
{{- $redis := .Values.external.redis -}}
{{- $scales := or .Values.autoscaling.enabled .Values.keda.enabled -}}
{{- if eq .Values.mode "embedded" -}}
{{- if gt (include "ragcache.replicas" . | int) 1 -}}
{{- include "ragcache.refuse" (list "replicaCount is above 1, but in mode embedded memory is a file of one pod." "set replicaCount: 1, or mode: external with external.redis and external.qdrant.") -}}
{{- end -}}
{{- if $scales -}}
{{- include "ragcache.refuse" (list "autoscaling or keda is enabled, but in mode embedded there is one pod." "disable them, or set mode: external with external.redis and external.qdrant.") -}}
{{- end -}}
{{- if or $redis.url $redis.sentinels $redis.clusterNodes .Values.external.qdrant.url -}}
{{- include "ragcache.refuse" (list "external stores are named, but mode is embedded and would not use them." "set mode: external, or clear external.redis and external.qdrant.") -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Keys that are made must be where all pods find them, and the next pod, too. */}}
{{- define "ragcache.guardKeyStore" -}}
{{- $store := .Values.settings.KEY_STORE -}}
{{- $elsewhere := eq .Values.mode "external" | ternary (list "sqlite" "memory") (list "redis") -}}
{{- if has $store $elsewhere -}}
{{- include "ragcache.refuse" (list (printf "settings.KEY_STORE is %s, which is not what mode %s shares or keeps." $store .Values.mode) "unset it: keys live where entries do.") -}}
{{- end -}}
{{- end -}}

{{- define "ragcache.guardStores" -}}
{{- $redis := .Values.external.redis -}}
{{- if eq .Values.mode "external" -}}
{{- $ways := compact (list $redis.url (join "," $redis.sentinels) (join "," $redis.clusterNodes)) -}}
{{- if ne (len $ways) 1 -}}
{{- include "ragcache.refuse" (list (printf "mode external needs one way to Redis or Valkey and was given %d." (len $ways)) "set one of external.redis.url, external.redis.sentinels and external.redis.clusterNodes.") -}}
{{- end -}}
{{- if not $redis.existingSecret -}}
{{- include "ragcache.refuse" (list "external.redis.existingSecret is empty; the service refuses a Redis without a password." "kubectl create secret generic ragcache-redis --from-literal=password=..., then set it to ragcache-redis.") -}}
{{- end -}}
{{- if not .Values.external.qdrant.url -}}
{{- include "ragcache.refuse" (list "mode external needs a Qdrant and external.qdrant.url is empty." "set external.qdrant.url, such as http://qdrant:6333.") -}}
{{- end -}}
{{- if not .Values.external.qdrant.existingSecret -}}
{{- include "ragcache.refuse" (list "external.qdrant.existingSecret is empty; the service refuses a Qdrant without a key." "kubectl create secret generic ragcache-qdrant --from-literal=api-key=..., then set it to ragcache-qdrant.") -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "ragcache.guardSecrets" -}}
{{- if not (or .Values.keys.list.existingSecret .Values.keys.pepper.existingSecret) -}}
{{- include "ragcache.refuse" (list "keys.list.existingSecret is empty; in production everyone needs a key." "kubectl create secret generic ragcache-keys --from-literal=api-keys=\"acme:$(openssl rand -hex 24)\", then set it to ragcache-keys.") -}}
{{- end -}}
{{- $provider := .Values.providers.default -}}
{{- if not (get .Values.providers $provider).existingSecret -}}
{{- include "ragcache.refuse" (list (printf "providers.%s.existingSecret is empty, and %s is the default provider." $provider $provider) (printf "kubectl create secret generic ragcache-%s --from-literal=api-key=..., then set it to ragcache-%s; or set another providers.default." $provider $provider)) -}}
{{- end -}}
{{- with .Values.serviceMonitor -}}
{{- if and .enabled (eq (toString $.Values.settings.ENABLE_METRICS) "false") -}}
{{- include "ragcache.refuse" (list "serviceMonitor is enabled, but settings.ENABLE_METRICS is false: there is no /metrics." "unset one of them.") -}}
{{- end -}}
{{- if and .enabled (not .metricsKey.existingSecret) -}}
{{- include "ragcache.refuse" (list "serviceMonitor is enabled, but /metrics wants a key and serviceMonitor.metricsKey.existingSecret is empty." "add an entry such as monitor:<key>:metrics to the list of keys, put its <key> into a secret of its own, and name that secret.") -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "ragcache.guardScaling" -}}
{{- if and .Values.autoscaling.enabled .Values.keda.enabled -}}
{{- include "ragcache.refuse" (list "autoscaling and keda are both enabled and would fight." "disable one of them.") -}}
{{- end -}}
{{- range $name := list "autoscaling" "keda" -}}
{{- $scaler := get $.Values $name -}}
{{- if and $scaler.enabled (gt (int $scaler.minReplicas) (int $scaler.maxReplicas)) -}}
{{- include "ragcache.refuse" (list (printf "%s.minReplicas is above %s.maxReplicas." $name $name) "lower one or raise the other.") -}}
{{- end -}}
{{- end -}}
{{- if and (include "ragcache.disruptionBudget" .) (not (include "ragcache.manyPods" .)) -}}
{{- include "ragcache.refuse" (list "podDisruptionBudget is enabled for a single pod, which would block the draining of its node or protect nothing." "set podDisruptionBudget.enabled: auto, or run more pods in mode external.") -}}
{{- end -}}
{{- end -}}

{{- define "ragcache.guardShutdown" -}}
{{- $needed := include "ragcache.leaveSeconds" . | int -}}
{{- $given := include "ragcache.graceSeconds" . | int -}}
{{- if lt $given $needed -}}
{{- include "ragcache.refuse" (list (printf "shutdown.terminationGracePeriodSeconds is %d, but preStop + delay + the longest answer + 15 are %d: answers would be cut." $given $needed) (printf "unset it or set at least %d; or lower settings.DROP_IN_TIMEOUT_MS and settings.REQUEST_TIMEOUT_MS." $needed)) -}}
{{- end -}}
{{- end -}}

{{/* A process takes 250 MiB before the first request. */}}
{{- define "ragcache.guardMemory" -}}
{{- $workers := include "ragcache.workers" . | int64 -}}
{{- $needed := mul 320 $workers -}}
{{- if lt (include "ragcache.mebibytes" .Values.resources.limits.memory | int64) $needed -}}
{{- include "ragcache.refuse" (list (printf "resources.limits.memory is %s, which is less than 320Mi for each of %d (settings.API_WORKERS)." (include "ragcache.plain" .Values.resources.limits.memory) $workers) (printf "raise it to %dMi or more, or lower settings.API_WORKERS." $needed)) -}}
{{- end -}}
{{- end -}}

{{- define "ragcache.guardNetwork" -}}
{{- $outside := or .Values.httpRoute.enabled .Values.ingress.enabled -}}
{{- if and $outside .Values.networkPolicy.enabled (not .Values.networkPolicy.gateways) -}}
{{- include "ragcache.refuse" (list "httpRoute or ingress is enabled, but the network policy lets no gateway in." "list its pods in networkPolicy.gateways, such as [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: envoy-gateway-system}}}].") -}}
{{- end -}}
{{- if and (ne .Values.service.type "ClusterIP") .Values.networkPolicy.enabled (not .Values.networkPolicy.gateways) -}}
{{- include "ragcache.refuse" (list (printf "service.type is %s, but the network policy lets nobody in from outside." .Values.service.type) "list addresses in networkPolicy.gateways, such as [{ipBlock: {cidr: 203.0.113.0/24}}]; or keep service.type: ClusterIP.") -}}
{{- end -}}
{{- end -}}
