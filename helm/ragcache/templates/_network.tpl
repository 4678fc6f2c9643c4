{{/* The port of a URL's or address' end, else the one given: (list "host:1" 2). */}}
{{- define "ragcache.portOf" -}}
{{- $host := index . 0 -}}
{{- regexFind ":[0-9]+$" $host | trimPrefix ":" | default (index . 1 | toString) -}}
{{- end -}}

{{- define "ragcache.urlPort" -}}
{{- include "ragcache.portOf" (list (urlParse (index . 0)).host (index . 1)) -}}
{{- end -}}

{{/* Ports on which Redis is reached, as a list under "all". Sentinels lead to a master on the usual port. */}}
{{- define "ragcache.redisPorts" -}}
{{- $redis := .Values.external.redis -}}
{{- $ports := list -}}
{{- if $redis.url -}}
{{- $ports = list (include "ragcache.urlPort" (list $redis.url 6379) | int) -}}
{{- else -}}
{{- range concat $redis.sentinels $redis.clusterNodes -}}
{{- $ports = append $ports (include "ragcache.portOf" (list . 6379) | int) -}}
{{- end -}}
{{- if $redis.sentinels }}{{ $ports = append $ports 6379 }}{{ end -}}
{{- end -}}
{{- dict "all" (uniq $ports) | toYaml -}}
{{- end -}}

{{/* Ports on which Qdrant is reached, as a list under "all". */}}
{{- define "ragcache.qdrantPorts" -}}
{{- $ports := list -}}
{{- range splitList "," .Values.external.qdrant.url -}}
{{- $ports = append $ports (include "ragcache.urlPort" (list (trim .) 6333) | int) -}}
{{- end -}}
{{- dict "all" (uniq $ports) | toYaml -}}
{{- end -}}

{{/* Names under which gateways hand requests on, comma-separated. */}}
{{- define "ragcache.hosts" -}}
{{- $hosts := list -}}
{{- if .Values.httpRoute.enabled }}{{ $hosts = concat $hosts .Values.httpRoute.hostnames }}{{ end -}}
{{- if .Values.ingress.enabled -}}
{{- range .Values.ingress.hosts }}{{ $hosts = append $hosts .host }}{{ end -}}
{{- end -}}
{{- tpl (join ", " $hosts) . -}}
{{- end -}}

{{/* Models at a port that is not open, comma-separated; none where further rules may open it. */}}
{{- define "ragcache.shutOut" -}}
{{- $shut := list -}}
{{- range $name := list "OPENAI_BASE_URL" "ANTHROPIC_BASE_URL" "EMBEDDING_BASE_URL" "HTTPS_PROXY" "HTTP_PROXY" -}}
{{- with get $.Values.settings $name -}}
{{- $port := include "ragcache.urlPort" (list . (hasPrefix "https:" . | ternary 443 80)) | int -}}
{{- if ne $port (int $.Values.networkPolicy.upstreamPort) }}{{ $shut = append $shut . }}{{ end -}}
{{- end -}}
{{- end -}}
{{- if and .Values.networkPolicy.enabled (not .Values.networkPolicy.extraEgress) }}{{ join ", " $shut }}{{ end -}}
{{- end -}}

{{/* A rule that lets pods out: { to, ports }. */}}
{{- define "ragcache.egress" -}}
- to:
    {{- toYaml .to | nindent 4 }}
  ports:
    {{- range .ports }}
    - { protocol: TCP, port: {{ . }} }
    {{- end }}
{{- end -}}

{{- define "ragcache.namesEgress" -}}
- to:
    {{- toYaml .Values.networkPolicy.dns | nindent 4 }}
  ports:
    - { protocol: UDP, port: 53 }
    - { protocol: TCP, port: 53 }
{{- end -}}

{{- define "ragcache.storesEgress" -}}
{{- $redis := dict "to" .Values.networkPolicy.redis "ports" (include "ragcache.redisPorts" . | fromYaml).all -}}
{{- $qdrant := dict "to" .Values.networkPolicy.qdrant "ports" (include "ragcache.qdrantPorts" . | fromYaml).all -}}
{{ include "ragcache.egress" $redis }}
{{ include "ragcache.egress" $qdrant }}
{{- end -}}

{{/* Models live in the internet. Private, shared and link-local networks hold what is not theirs: other services, metadata. */}}
{{- define "ragcache.internet" -}}
- ipBlock:
    cidr: 0.0.0.0/0
    except: [10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12, 192.168.0.0/16]
- ipBlock:
    cidr: ::/0
    except: ['::1/128', '64:ff9b::/96', 'fc00::/7', 'fe80::/10']
{{- end -}}

{{/* Everyone who may ask, as a list under "all". */}}
{{- define "ragcache.callers" -}}
{{- $policy := .Values.networkPolicy -}}
{{- $all := concat $policy.callers $policy.gateways -}}
{{- if .Values.serviceMonitor.enabled }}{{ $all = concat $all $policy.monitoring }}{{ end -}}
{{- if .Values.tests.enabled -}}
{{- $test := dict "podSelector" (dict "matchLabels" (include "ragcache.testLabels" . | fromYaml)) -}}
{{- $all = append $all $test -}}
{{- end -}}
{{- dict "all" $all | toYaml -}}
{{- end -}}
