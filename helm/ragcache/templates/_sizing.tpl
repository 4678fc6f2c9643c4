{{/* A quantity of memory, such as 1Gi, in MiB. */}}
{{- define "ragcache.mebibytes" -}}
{{- $units := dict "" 1 "k" 1000 "M" 1000000 "G" 1000000000 "T" 1000000000000 "Ki" 1024 "Mi" 1048576 "Gi" 1073741824 "Ti" 1099511627776 -}}
{{- $text := include "ragcache.plain" . -}}
{{- $number := regexFind "^[0-9.]+" $text | float64 -}}
{{- $unit := regexFind "[A-Za-z]*$" $text -}}
{{- divf (mulf $number (get $units $unit)) 1048576 | floor | int64 -}}
{{- end -}}

{{- define "ragcache.workers" -}}
{{- max 1 (.Values.settings.API_WORKERS | default 1 | int64) -}}
{{- end -}}

{{/* MiB of heap per process: three quarters of the memory limit; the rest is the model's and the sockets'. */}}
{{- define "ragcache.heapMebibytes" -}}
{{- $limit := include "ragcache.mebibytes" .Values.resources.limits.memory | float64 -}}
{{- divf (mulf $limit 0.75) (include "ragcache.workers" . | int64) | floor | int64 -}}
{{- end -}}

{{/* Seconds that the longest answer may take. */}}
{{- define "ragcache.longestAnswerSeconds" -}}
{{- $query := .Values.settings.REQUEST_TIMEOUT_MS | default 60000 | int64 -}}
{{- $dropIn := .Values.settings.DROP_IN_TIMEOUT_MS | default 600000 | int64 -}}
{{- divf (max $query $dropIn) 1000 | ceil | int64 -}}
{{- end -}}

{{/* Seconds that a pod needs to leave without cutting an answer. */}}
{{- define "ragcache.leaveSeconds" -}}
{{- $waits := add (.Values.shutdown.preStopSeconds | int64) (.Values.shutdown.delaySeconds | int64) -}}
{{- add $waits (include "ragcache.longestAnswerSeconds" .) 15 -}}
{{- end -}}

{{- define "ragcache.graceSeconds" -}}
{{- .Values.shutdown.terminationGracePeriodSeconds | default (include "ragcache.leaveSeconds" .) | int64 -}}
{{- end -}}

{{- define "ragcache.replicas" -}}
{{- .Values.replicaCount | default (eq .Values.mode "external" | ternary 2 1) | int64 -}}
{{- end -}}

{{/* The fewest pods there will be. */}}
{{- define "ragcache.fewestPods" -}}
{{- if .Values.autoscaling.enabled -}}{{ .Values.autoscaling.minReplicas | int64 }}
{{- else if .Values.keda.enabled -}}{{ .Values.keda.minReplicas | int64 }}
{{- else -}}{{ include "ragcache.replicas" . }}
{{- end -}}
{{- end -}}

{{/* "true" or "". */}}
{{- define "ragcache.manyPods" -}}
{{- if gt (include "ragcache.fewestPods" . | int64) 1 }}true{{ end -}}
{{- end -}}

{{- define "ragcache.disruptionBudget" -}}
{{- $enabled := .Values.podDisruptionBudget.enabled | toString -}}
{{- if eq $enabled "auto" }}{{ include "ragcache.manyPods" . }}{{ else if eq $enabled "true" }}true{{ end -}}
{{- end -}}
