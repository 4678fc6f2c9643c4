{{/* Where secrets are mounted; the service reads each from the file that <VARIABLE>_FILE names. */}}
{{- define "ragcache.secretsFolder" -}}/run/secrets/ragcache{{- end -}}

{{/* Every secret that was named, as a list of { variable, file, secret, key } under "all". */}}
{{- define "ragcache.secrets" -}}
{{- $known := list
  (list "API_KEYS" .Values.keys.list)
  (list "KEY_PEPPER" .Values.keys.pepper)
  (list "OPENAI_API_KEY" .Values.providers.openai)
  (list "ANTHROPIC_API_KEY" .Values.providers.anthropic)
  (list "EMBEDDING_API_KEY" .Values.providers.embeddings)
  (list "ENTRY_SECRET" .Values.entries)
  (list "OTEL_EXPORTER_OTLP_HEADERS" .Values.telemetry.headers) -}}
{{- if eq .Values.mode "external" -}}
{{- $known = concat $known (list
  (list "REDIS_PASSWORD" .Values.external.redis)
  (list "REDIS_SENTINEL_PASSWORD" .Values.external.redis.sentinelPassword)
  (list "QDRANT_API_KEY" .Values.external.qdrant)) -}}
{{- end -}}
{{- $all := list -}}
{{- range $known -}}
{{- $source := index . 1 -}}
{{- if $source.existingSecret -}}
{{- $variable := index . 0 -}}
{{- $all = append $all (dict "variable" $variable "file" (lower $variable) "secret" $source.existingSecret "key" $source.key) -}}
{{- end -}}
{{- end -}}
{{- dict "all" $all | toYaml -}}
{{- end -}}

{{- define "ragcache.secretsVolume" -}}
name: secrets
projected:
  # 0440
  defaultMode: 288
  sources:
    {{- range (include "ragcache.secrets" . | fromYaml).all }}
    - secret:
        name: {{ .secret }}
        items:
          - { key: {{ .key | quote }}, path: {{ .file }} }
    {{- end }}
{{- end -}}
