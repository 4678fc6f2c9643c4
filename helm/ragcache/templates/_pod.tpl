{{- define "ragcache.pullSecrets" -}}
{{- with concat .Values.global.imagePullSecrets .Values.image.pullSecrets -}}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end -}}
{{- end -}}

{{- define "ragcache.podSecurity" -}}
runAsNonRoot: true
{{- if not (kindIs "invalid" .Values.podSecurity.runAsUser) }}
runAsUser: {{ .Values.podSecurity.runAsUser | int64 }}
runAsGroup: {{ .Values.podSecurity.runAsUser | int64 }}
{{- end }}
{{- if not (kindIs "invalid" .Values.podSecurity.fsGroup) }}
fsGroup: {{ .Values.podSecurity.fsGroup | int64 }}
fsGroupChangePolicy: OnRootMismatch
{{- end }}
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* Over zones and nodes, counted among the pods of one revision. */}}
{{- define "ragcache.spread" -}}
{{- if .Values.topologySpreadConstraints -}}
{{ include "ragcache.rendered" (dict "value" .Values.topologySpreadConstraints "context" $) }}
{{- else if include "ragcache.manyPods" . -}}
{{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
- topologyKey: {{ . }}
  maxSkew: 1
  whenUnsatisfiable: ScheduleAnyway
  matchLabelKeys: [pod-template-hash]
  labelSelector:
    matchLabels:
      {{- include "ragcache.selectorLabels" $ | nindent 6 }}
{{- end }}
{{- end -}}
{{- end -}}

{{/* Where pods may run and how they find others: what was set, as it was set. */}}
{{- define "ragcache.placement" -}}
{{- $placement := dict -}}
{{- range $name := list "nodeSelector" "tolerations" "affinity" "priorityClassName" "runtimeClassName" "dnsPolicy" "dnsConfig" "hostAliases" -}}
{{- with get $.Values $name -}}
{{- $_ := set $placement $name . -}}
{{- end -}}
{{- end -}}
{{- include "ragcache.rendered" (dict "value" $placement "context" $) -}}
{{- end -}}

{{- define "ragcache.podTemplate" -}}
metadata:
  labels:
    {{- include "ragcache.podLabels" . | nindent 4 }}
  annotations:
    checksum/config: {{ include "ragcache.configuration" . | sha256sum }}
    {{- with include "ragcache.rendered" (dict "value" .Values.podAnnotations "context" $) }}
    {{- . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "ragcache.serviceAccountName" . }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ include "ragcache.graceSeconds" . }}
  {{- with include "ragcache.pullSecrets" . }}
  {{- . | nindent 2 }}
  {{- end }}
  securityContext:
    {{- include "ragcache.podSecurity" . | nindent 4 }}
  {{- with include "ragcache.spread" . }}
  topologySpreadConstraints:
    {{- . | trim | nindent 4 }}
  {{- end }}
  {{- with include "ragcache.placement" . }}
  {{- . | nindent 2 }}
  {{- end }}
  {{- with include "ragcache.rendered" (dict "value" .Values.extraInitContainers "context" $) }}
  initContainers:
    {{- . | nindent 4 }}
  {{- end }}
  containers:
    - {{ include "ragcache.container" . | nindent 6 | trim }}
    {{- with include "ragcache.rendered" (dict "value" .Values.extraContainers "context" $) }}
    {{- . | nindent 4 }}
    {{- end }}
  volumes:
    {{- include "ragcache.volumes" . | trim | nindent 4 }}
{{- end -}}
