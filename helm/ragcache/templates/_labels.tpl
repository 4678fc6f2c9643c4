{{/* A list or map of the values, its templates rendered: { value, context }. */}}
{{- define "ragcache.rendered" -}}
{{- if .value }}{{ tpl (toYaml .value) .context }}{{ end -}}
{{- end -}}

{{/* These never change: selectors can't be upgraded. */}}
{{- define "ragcache.selectorLabels" -}}
app.kubernetes.io/name: {{ include "ragcache.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: server
{{- end -}}

{{- define "ragcache.testLabels" -}}
app.kubernetes.io/name: {{ include "ragcache.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: test
{{- end -}}

{{- define "ragcache.describingLabels" -}}
{{- $labels := dict
  "helm.sh/chart" (printf "%s-%s" .Chart.Name (replace "+" "_" .Chart.Version))
  "app.kubernetes.io/version" .Chart.AppVersion
  "app.kubernetes.io/managed-by" .Release.Service
  "app.kubernetes.io/part-of" "ragcache" -}}
{{- $common := include "ragcache.rendered" (dict "value" .Values.commonLabels "context" $) | fromYaml -}}
{{- merge $labels $common | toYaml -}}
{{- end -}}

{{- define "ragcache.labels" -}}
{{ include "ragcache.selectorLabels" . }}
{{ include "ragcache.describingLabels" . }}
{{- end -}}

{{/* The labels of a pod: without the chart's version, which would roll pods that did not change. */}}
{{- define "ragcache.podLabels" -}}
{{- $own := include "ragcache.selectorLabels" . | fromYaml -}}
{{- $common := include "ragcache.rendered" (dict "value" .Values.commonLabels "context" $) | fromYaml -}}
{{- $pod := include "ragcache.rendered" (dict "value" .Values.podLabels "context" $) | fromYaml -}}
{{- merge $own $pod $common | toYaml -}}
{{- end -}}
