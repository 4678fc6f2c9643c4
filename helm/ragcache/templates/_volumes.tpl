{{/* "true" or "". */}}
{{- define "ragcache.usesAuthority" -}}
{{- if and (eq .Values.mode "external") .Values.external.ca.existingSecret }}true{{ end -}}
{{- end -}}

{{/* "true" when the StatefulSet makes a claim of its own, else "". */}}
{{- define "ragcache.makesClaim" -}}
{{- $persistence := .Values.persistence -}}
{{- if and (eq .Values.mode "embedded") $persistence.enabled (not $persistence.existingClaim) }}true{{ end -}}
{{- end -}}

{{- define "ragcache.dataVolume" -}}
{{- $persistence := .Values.persistence -}}
name: data
{{- if and (eq .Values.mode "embedded") $persistence.enabled }}
persistentVolumeClaim:
  claimName: {{ $persistence.existingClaim }}
{{- else }}
emptyDir:
  sizeLimit: 512Mi
{{- end }}
{{- end -}}

{{- define "ragcache.volumes" -}}
{{- if not (include "ragcache.makesClaim" .) }}
- {{ include "ragcache.dataVolume" . | nindent 2 | trim }}
{{- end }}
- name: tmp
  emptyDir:
    sizeLimit: 64Mi
- {{ include "ragcache.secretsVolume" . | nindent 2 | trim }}
{{- if .Values.models }}
- name: models
  configMap:
    name: {{ include "ragcache.fullname" . }}-models
{{- end }}
{{- if include "ragcache.usesAuthority" . }}
- name: authority
  secret:
    secretName: {{ .Values.external.ca.existingSecret }}
    # 0440
    defaultMode: 288
    items:
      - { key: {{ .Values.external.ca.key | quote }}, path: ca.crt }
{{- end }}
{{- with include "ragcache.rendered" (dict "value" .Values.extraVolumes "context" $) }}
{{ . }}
{{- end }}
{{- end -}}
