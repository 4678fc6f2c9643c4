{{/* As the restricted Pod Security Standard wants it, and nothing may be written but what is mounted. */}}
{{- define "ragcache.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* Keeps the pod serving while it leaves the endpoints. The sleep of the kubelet's own came with 1.30. */}}
{{- define "ragcache.preStop" -}}
{{- $seconds := .Values.shutdown.preStopSeconds | int64 -}}
preStop:
  {{- if semverCompare "<1.30-0" .Capabilities.KubeVersion.Version }}
  exec:
    command: [node, -e, 'setTimeout(() => undefined, {{ mul $seconds 1000 }})']
  {{- else }}
  sleep:
    seconds: {{ $seconds }}
  {{- end }}
{{- end -}}

{{/* Started: the model is loaded. Ready: wants traffic. Live: the event loop turns. Stores are in none of them. */}}
{{- define "ragcache.probes" -}}
startupProbe:
  httpGet: { path: /health/ready, port: http }
  {{- toYaml .Values.probes.startup | nindent 2 }}
readinessProbe:
  httpGet: { path: /health/ready, port: http }
  {{- toYaml .Values.probes.readiness | nindent 2 }}
livenessProbe:
  httpGet: { path: /health/live, port: http }
  {{- toYaml .Values.probes.liveness | nindent 2 }}
{{- end -}}

{{- define "ragcache.mounts" -}}
- { name: data, mountPath: /data }
- { name: tmp, mountPath: /tmp }
- { name: secrets, mountPath: {{ include "ragcache.secretsFolder" . }}, readOnly: true }
{{- if .Values.models }}
- { name: models, mountPath: /etc/ragcache, readOnly: true }
{{- end }}
{{- if include "ragcache.usesAuthority" . }}
- { name: authority, mountPath: /etc/ragcache-ca, readOnly: true }
{{- end }}
{{- with include "ragcache.rendered" (dict "value" .Values.extraVolumeMounts "context" $) }}
{{ . }}
{{- end }}
{{- end -}}

{{- define "ragcache.container" -}}
name: ragcache
image: {{ include "ragcache.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
ports:
  - { name: http, containerPort: 3000, protocol: TCP }
envFrom:
  - configMapRef:
      name: {{ include "ragcache.fullname" . }}
  {{- with include "ragcache.rendered" (dict "value" .Values.extraEnvFrom "context" $) }}
  {{- . | nindent 2 }}
  {{- end }}
{{- with include "ragcache.rendered" (dict "value" .Values.extraEnv "context" $) }}
env:
  {{- . | nindent 2 }}
{{- end }}
{{ include "ragcache.probes" . }}
{{- if .Values.shutdown.preStopSeconds }}
lifecycle:
  {{- include "ragcache.preStop" . | nindent 2 }}
{{- end }}
resources:
  {{- toYaml .Values.resources | nindent 2 }}
securityContext:
  {{- include "ragcache.containerSecurity" . | nindent 2 }}
volumeMounts:
  {{- include "ragcache.mounts" . | nindent 2 }}
{{- end -}}
