{{- define "migration-gate.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* What is in a namespace: short enough for a Service with a suffix. */}}
{{- define "migration-gate.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 45 | trimSuffix "-" -}}
{{- else -}}
{{- $name := include "migration-gate.name" . -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 45 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 45 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* What is in no namespace: releases of one name in two namespaces do not meet. */}}
{{- define "migration-gate.clusterName" -}}
{{- $fullname := include "migration-gate.fullname" . -}}
{{- if eq $fullname .Release.Namespace -}}
{{- $fullname -}}
{{- else -}}
{{- printf "%s-%s" $fullname .Release.Namespace -}}
{{- end -}}
{{- end -}}

{{- define "migration-gate.operatorName" -}}
{{- printf "%s-operator" (include "migration-gate.fullname" .) -}}
{{- end -}}

{{- define "migration-gate.operatorClusterName" -}}
{{- printf "%s-operator" (include "migration-gate.clusterName" .) -}}
{{- end -}}

{{- define "migration-gate.webhookName" -}}
{{- printf "%s-webhook" (include "migration-gate.fullname" .) -}}
{{- end -}}

{{- define "migration-gate.certificateSecret" -}}
{{- if eq .Values.webhook.certificate.source "secret" -}}
{{- required "webhook.certificate.source is secret: say in webhook.certificate.secretName which one" .Values.webhook.certificate.secretName -}}
{{- else -}}
{{- printf "%s-webhook-certificate" (include "migration-gate.fullname" .) -}}
{{- end -}}
{{- end -}}

{{- define "migration-gate.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "migration-gate.operatorName" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- required "serviceAccount.create is false: say in serviceAccount.name which account the operator has" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "migration-gate.image" -}}
{{- with .Values.image -}}
{{- if .registry -}}{{ .registry }}/{{- end -}}
{{- .repository -}}
{{- if .digest -}}@{{ .digest }}{{- else -}}:{{ if kindIs "float64" .tag }}{{ int64 .tag }}{{ else }}{{ default $.Chart.AppVersion .tag }}{{ end }}{{- end -}}
{{- end -}}
{{- end -}}

{{/* Of the image and of those that the values allow beside it, whatever their tag and digest; in CEL. */}}
{{- define "migration-gate.imagePattern" -}}
{{- $own := .Values.image.repository -}}
{{- if .Values.image.registry -}}{{- $own = printf "%s/%s" .Values.image.registry $own -}}{{- end -}}
{{- $all := list -}}
{{- range concat (list $own) .Values.admissionPolicy.repositories -}}
{{- $all = append $all (regexQuoteMeta .) -}}
{{- end -}}
r'^({{ join "|" $all }})(:[A-Za-z0-9_.-]+)?(@sha256:[0-9a-f]{64})?$'
{{- end -}}

{{- define "migration-gate.selectorLabels" -}}
app.kubernetes.io/name: {{ include "migration-gate.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "migration-gate.operatorSelector" -}}
{{ include "migration-gate.selectorLabels" . }}
app.kubernetes.io/component: operator
{{- end -}}

{{- define "migration-gate.labels" -}}
{{ include "migration-gate.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: migration-gate
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Which namespaces' pods are looked at, as matchExpressions. */}}
{{- define "migration-gate.namespaceExpressions" -}}
- key: kubernetes.io/metadata.name
  operator: NotIn
  values: [kube-system, {{ .Release.Namespace }}]
{{- with .Values.namespaces }}
- key: kubernetes.io/metadata.name
  operator: In
  values: {{ toJson . }}
{{- end }}
{{- with .Values.webhook.namespaceSelectorExpressions }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* What values can be wrong in together; a schema sees each alone. */}}
{{- define "migration-gate.validated" -}}
{{- if has .Release.Namespace .Values.namespaces -}}
{{- fail (printf "namespaces has %s, where the release itself is: no gate is looked after there" .Release.Namespace) -}}
{{- end -}}
{{- if and .Values.webhook.enabled (ge (int .Values.webhook.timeoutSeconds) (int .Values.shutdownDelaySeconds)) -}}
{{- fail "webhook.timeoutSeconds must be less than shutdownDelaySeconds: else pods come without the gate while a replica ends" -}}
{{- end -}}
{{- if and .Values.metrics.serviceMonitor.enabled .Values.metrics.podMonitor.enabled -}}
{{- fail "metrics.serviceMonitor and metrics.podMonitor are both on, and everything would be counted twice: choose one" -}}
{{- end -}}
{{- range $value, $labels := dict "podLabels" .Values.podLabels "commonLabels" .Values.commonLabels -}}
{{- range $key, $_ := $labels -}}
{{- if or (has $key (list "app.kubernetes.io/name" "app.kubernetes.io/instance" "app.kubernetes.io/component" "app.kubernetes.io/version" "app.kubernetes.io/part-of" "app.kubernetes.io/managed-by" "helm.sh/chart")) (hasPrefix "migrationgate.io/" $key) -}}
{{- fail (printf "%s has %s, which the chart or the operator sets itself" $value $key) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range .Values.extraEnv -}}
{{- if or (has .name (list "QUARKUS_SHUTDOWN_DELAY" "MIGRATION_GATE_OWN_NAMESPACE" "MIGRATION_GATE_LEASE_NAME" "MIGRATION_GATE_IMAGE" "MIGRATION_GATE_IMAGE_PULL_POLICY" "MIGRATION_GATE_NAMESPACES" "MIGRATION_GATE_LOG_JSON" "MIGRATION_GATE_LOG_LEVEL" "MIGRATION_GATE_JAVA_OPTS" "MIGRATION_GATE_WEBHOOK_ENABLED" "MIGRATION_GATE_WEBHOOK_CONFIGURATION" "MIGRATION_GATE_WEBHOOK_SERVICE" "MIGRATION_GATE_FORECAST_ENABLED" "MIGRATION_GATE_FORECAST_PROBES_AT_ONCE" "MIGRATION_GATE_FORECAST_PROBE_DEADLINE" "MIGRATION_GATE_FORECAST_REFRESH")) (hasPrefix "MIGRATION_GATE_WEBHOOK_CERTIFICATE_" .name) -}}
{{- fail (printf "extraEnv has %s, which the chart sets itself: there is a value for it" .name) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Of pods, beside those by which they are selected. */}}
{{- define "migration-gate.podLabels" -}}
{{- with merge (dict) .Values.podLabels .Values.commonLabels -}}
{{ toYaml . }}
{{- end -}}
{{- end -}}

{{- define "migration-gate.confined" -}}
automountServiceAccountToken: true
enableServiceLinks: false
serviceAccountName: {{ include "migration-gate.serviceAccount" . }}
{{- with .Values.image.pullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.podSecurityContext }}
securityContext: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}
