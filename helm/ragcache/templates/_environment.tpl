{{/* A value as the service reads it: whole numbers without exponents. */}}
{{- define "ragcache.plain" -}}
{{- if and (kindIs "float64" .) (eq (floor .) .) }}{{ . | int64 }}{{ else }}{{ . }}{{ end -}}
{{- end -}}

{{- define "ragcache.ownVariables" -}}
NODE_ENV: production
PORT: '3000'
DATA_DIR: /data
DEFAULT_PROVIDER: {{ .Values.providers.default }}
NODE_OPTIONS: --max-old-space-size={{ include "ragcache.heapMebibytes" . }}
SHUTDOWN_DELAY_MS: {{ mul (.Values.shutdown.delaySeconds | int64) 1000 | toString | quote }}
{{- range (include "ragcache.secrets" . | fromYaml).all }}
{{ .variable }}_FILE: {{ include "ragcache.secretsFolder" $ }}/{{ .file }}
{{- end }}
{{- if .Values.models }}
MODELS_FILE: /etc/ragcache/models.json
{{- end }}
{{- with .Values.telemetry.otlpEndpoint }}
OTEL_EXPORTER_OTLP_ENDPOINT: {{ . | quote }}
{{- end }}
{{- end -}}

{{- define "ragcache.embeddedVariables" -}}
ENTRY_STORE: sqlite
VECTOR_INDEX: sqlite
SOURCE_REGISTRY: sqlite
FLIGHT_BOARD: memory
{{- end -}}

{{- define "ragcache.externalVariables" -}}
{{- with .Values.external -}}
ENTRY_STORE: redis
VECTOR_INDEX: qdrant
SOURCE_REGISTRY: redis
FLIGHT_BOARD: redis
QDRANT_URL: {{ .qdrant.url | quote }}
{{- if .redis.url }}
REDIS_URL: {{ .redis.url | quote }}
{{- else if .redis.sentinels }}
REDIS_SENTINELS: {{ join "," .redis.sentinels | quote }}
REDIS_SENTINEL_NAME: {{ .redis.sentinelName | quote }}
{{- else }}
REDIS_CLUSTER_NODES: {{ join "," .redis.clusterNodes | quote }}
{{- end }}
{{- with .redis.username }}
REDIS_USERNAME: {{ . | quote }}
{{- end }}
{{- if .redis.tls }}
REDIS_TLS: "on"
{{- end }}
{{- if .ca.existingSecret }}
NODE_EXTRA_CA_CERTS: /etc/ragcache-ca/ca.crt
{{- if or .redis.tls (hasPrefix "rediss:" .redis.url) }}
REDIS_TLS_CA: /etc/ragcache-ca/ca.crt
{{- end }}
{{- end }}
{{- end -}}
{{- end -}}

{{/* Everything that the service is told, but for secrets. */}}
{{- define "ragcache.variables" -}}
{{- $variables := dict -}}
{{- range $name, $value := .Values.settings -}}
{{- if not (kindIs "invalid" $value) -}}
{{- $_ := set $variables $name (include "ragcache.plain" $value) -}}
{{- end -}}
{{- end -}}
{{- $own := include "ragcache.ownVariables" . | fromYaml -}}
{{- $stores := include (printf "ragcache.%sVariables" .Values.mode) . | fromYaml -}}
{{- merge $own $stores $variables | toYaml -}}
{{- end -}}
