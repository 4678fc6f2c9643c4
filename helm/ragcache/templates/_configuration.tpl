{{/* All that pods read from ConfigMaps; a change of it rolls them. */}}
{{- define "ragcache.configuration" -}}
{{ include "ragcache.variables" . }}
models: {{ toJson .Values.models }}
{{- end -}}
