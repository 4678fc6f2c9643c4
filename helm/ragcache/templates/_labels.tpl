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
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: ragcache
{{- end -}}

{{/* Labels that were set, behind those that the chart needs: { own, more, context }. */}}
{{- define "ragcache.withCommonLabels" -}}
{{- $own := .own | fromYaml -}}
{{- $more := include "ragcache.rendered" (dict "value" .more "context" .context) | fromYaml -}}
{{- $common := include "ragcache.rendered" (dict "value" .context.Values.commonLabels "context" .context) | fromYaml -}}
{{- merge $own $more $common | toYaml -}}
{{- end -}}

{{/* The labels of a resource and some of its own: { more, context }. */}}
{{- define "ragcache.labelsAnd" -}}
{{- $own := printf "%s\n%s" (include "ragcache.selectorLabels" .context) (include "ragcache.describingLabels" .context) -}}
{{- include "ragcache.withCommonLabels" (dict "own" $own "more" .more "context" .context) -}}
{{- end -}}

{{- define "ragcache.labels" -}}
{{- include "ragcache.labelsAnd" (dict "more" dict "context" $) -}}
{{- end -}}

{{/* On a service whose pods are monitored by another one. */}}
{{- define "ragcache.unmonitored" -}}
prometheus.io/service-monitor: 'false'
{{- end -}}

{{/* The labels of a pod: without the chart's version, which would roll pods that did not change. */}}
{{- define "ragcache.podLabels" -}}
{{- $own := include "ragcache.selectorLabels" . -}}
{{- include "ragcache.withCommonLabels" (dict "own" $own "more" .Values.podLabels "context" $) -}}
{{- end -}}

{{- define "ragcache.testPodLabels" -}}
{{- $own := printf "%s\n%s" (include "ragcache.testLabels" .) (include "ragcache.describingLabels" .) -}}
{{- include "ragcache.withCommonLabels" (dict "own" $own "more" dict "context" $) -}}
{{- end -}}
