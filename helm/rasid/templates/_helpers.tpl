{{/* Names and parts that several templates share. */}}

{{- define "rasid.fullname" -}}
{{- if contains "rasid" .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-rasid" .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "rasid.labels" -}}
app.kubernetes.io/name: rasid
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "rasid.selector" -}}
app.kubernetes.io/name: rasid
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "rasid.image" -}}
{{- $image := .Values.image -}}
{{- if $image.digest -}}
{{ $image.repository }}@{{ $image.digest }}
{{- else -}}
{{ $image.repository }}:{{ $image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{- define "rasid.serviceAccount" -}}
{{ .Values.serviceAccount.name | default (include "rasid.fullname" .) }}
{{- end -}}

{{/* What every pod is: no rights, no root, nowhere to write but its folders. */}}
{{- define "rasid.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "rasid.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* Settings that the chart knows from its values; the others come from `settings`. */}}
{{- define "rasid.ownSettings" -}}
RASID_BROKERS: {{ required "kafka.brokers must name the bootstrap servers" .Values.kafka.brokers | quote }}
{{ include "rasid.kafkaSettings" . }}
RASID_PARTITIONS: {{ .Values.topics.partitions | quote }}
RASID_REPLICATION: {{ .Values.topics.replication | quote }}
RASID_METRICS_HOST: "0.0.0.0"
RASID_METRICS_PORT: "9090"
RASID_RUN_DIR: /var/lib/rasid
{{- with .Values.monitoring.traces }}
RASID_TRACING: {{ ternary "1" "0" (ne .endpoint "") | quote }}
{{- if .endpoint }}
OTEL_EXPORTER_OTLP_ENDPOINT: {{ .endpoint | quote }}
OTEL_TRACES_SAMPLER: parentbased_traceidratio
OTEL_TRACES_SAMPLER_ARG: {{ .share | toString | quote }}
{{- end }}
{{- end }}
{{- if .Values.alerting.file }}
RASID_ALERTING: /etc/rasid/alerting.toml
{{- end }}
{{- if .Values.services.console.enabled }}
RASID_CONSOLE_HOST: "0.0.0.0"
RASID_CONSOLE_PORT: {{ .Values.services.console.port | quote }}
RASID_CONSOLE_EDIT: {{ ternary "1" "0" .Values.console.edit | quote }}
{{- if .Values.console.tokensSecret }}
RASID_CONSOLE_TOKENS: /run/secrets/console/tokens
{{- end }}
{{- end }}
{{- if .Values.services.ingest.enabled }}
RASID_INGEST_HOST: "0.0.0.0"
RASID_INGEST_PORT: {{ .Values.services.ingest.port | quote }}
{{- if .Values.ingest.tokensSecret }}
RASID_INGEST_TOKENS: /run/secrets/ingest/tokens
{{- end }}
{{- end }}
{{- end -}}

{{/* The container: call with root, component, args, resources, port (0 for none), startupSeconds. */}}
{{- define "rasid.container" -}}
{{- $root := .root -}}
- name: rasid
  image: {{ include "rasid.image" $root }}
  imagePullPolicy: {{ $root.Values.image.pullPolicy }}
  args: {{ toJson .args }}
  envFrom:
    - configMapRef:
        name: {{ include "rasid.fullname" $root }}
    {{- with $root.Values.secretSettings }}
    - secretRef:
        name: {{ . }}
    {{- end }}
  {{- with include "rasid.kafkaEnv" . }}
  env: {{- . | nindent 4 }}
  {{- end }}
  ports:
    - name: metrics
      containerPort: 9090
    {{- if .port }}
    - name: http
      containerPort: {{ .port }}
    {{- end }}
  startupProbe:
    httpGet: {path: /readyz, port: metrics}
    periodSeconds: 5
    failureThreshold: {{ divf (float64 .startupSeconds) 5.0 | ceil | int }}
  readinessProbe:
    httpGet: {path: /readyz, port: metrics}
    periodSeconds: 5
    timeoutSeconds: 3
  livenessProbe:
    httpGet: {path: /livez, port: metrics}
    periodSeconds: 10
    timeoutSeconds: 5
    failureThreshold: 3
  resources: {{- toYaml .resources | nindent 4 }}
  securityContext: {{- include "rasid.containerSecurity" $root | nindent 4 }}
  volumeMounts:
    - name: state
      mountPath: /var/lib/rasid
    - name: tmp
      mountPath: /tmp
    {{- with include "rasid.kafkaMounts" . }}
    {{- . | nindent 4 }}
    {{- end }}
    {{- if and (eq .component "alerting") $root.Values.alerting.file }}
    - name: alerting
      mountPath: /etc/rasid
      readOnly: true
    {{- end }}
    {{- if and (eq .component "alerting") $root.Values.alerting.existingSecret }}
    - name: alerting-secret
      mountPath: /run/secrets/rasid
      readOnly: true
    {{- end }}
    {{- if and (eq .component "console") $root.Values.console.tokensSecret }}
    - name: console-tokens
      mountPath: /run/secrets/console
      readOnly: true
    {{- end }}
    {{- if and (eq .component "ingest") $root.Values.ingest.tokensSecret }}
    - name: ingest-tokens
      mountPath: /run/secrets/ingest
      readOnly: true
    {{- end }}
{{- end -}}

{{/* The volumes: call with root, component and whether the state lies in a claim of its own. */}}
{{- define "rasid.volumes" -}}
{{- $root := .root -}}
- name: tmp
  emptyDir: {sizeLimit: 1Gi}
{{- with include "rasid.kafkaVolumes" . }}
{{ . }}
{{- end }}
{{- if not .claimed }}
- name: state
  emptyDir: {sizeLimit: {{ $root.Values.persistence.size }}}
{{- end }}
{{- if and (eq .component "alerting") $root.Values.alerting.file }}
- name: alerting
  configMap:
    name: {{ include "rasid.fullname" $root }}-alerting
{{- end }}
{{- if and (eq .component "alerting") $root.Values.alerting.existingSecret }}
- name: alerting-secret
  secret:
    secretName: {{ $root.Values.alerting.existingSecret }}
    defaultMode: 0440
{{- end }}
{{- if and (eq .component "console") $root.Values.console.tokensSecret }}
- name: console-tokens
  secret:
    secretName: {{ $root.Values.console.tokensSecret }}
    defaultMode: 0440
{{- end }}
{{- if and (eq .component "ingest") $root.Values.ingest.tokensSecret }}
- name: ingest-tokens
  secret:
    secretName: {{ $root.Values.ingest.tokensSecret }}
    defaultMode: 0440
{{- end }}
{{- end -}}

{{/* A pod: call with root, component, args, resources, port, startupSeconds, claimed. */}}
{{- define "rasid.pod" -}}
{{- $root := .root -}}
metadata:
  labels:
    {{- include "rasid.selector" . | nindent 4 }}
    app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
    {{- with $root.Values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    # A changed setting restarts the pods.
    checksum/settings: {{ include (print $root.Template.BasePath "/configmap.yaml") $root | sha256sum }}
    {{- with $root.Values.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "rasid.serviceAccount" $root }}
  automountServiceAccountToken: false
  terminationGracePeriodSeconds: {{ $root.Values.terminationGracePeriodSeconds }}
  securityContext: {{- include "rasid.podSecurity" $root | nindent 4 }}
  {{- with $root.Values.imagePullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  {{- with $root.Values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with $root.Values.nodeSelector }}
  nodeSelector: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $root.Values.tolerations }}
  tolerations: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $root.Values.topologyKey }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: {{ . }}
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels: {{- include "rasid.selector" $ | nindent 10 }}
  {{- end }}
  containers: {{- include "rasid.container" . | nindent 4 }}
  volumes: {{- include "rasid.volumes" . | nindent 4 }}
{{- end -}}

{{/* The claim for state. A StatefulSet lets nobody change it, so it has no version among its labels. */}}
{{- define "rasid.claim" -}}
- metadata:
    name: state
    labels:
      app.kubernetes.io/name: rasid
      app.kubernetes.io/instance: {{ .Release.Name }}
  spec:
    accessModes: [ReadWriteOnce]
    {{- with .Values.persistence.storageClass }}
    storageClassName: {{ . }}
    {{- end }}
    resources:
      requests:
        storage: {{ .Values.persistence.size }}
{{- end -}}

{{/* The pod that runs `rasid doctor --bus` once: for `helm test` and for the canary. */}}
{{- define "rasid.doctor" -}}
{{- $part := dict "root" . "component" "canary" -}}
restartPolicy: Never
automountServiceAccountToken: false
securityContext: {{- include "rasid.podSecurity" . | nindent 2 }}
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
containers:
  - name: rasid
    image: {{ include "rasid.image" . }}
    imagePullPolicy: {{ .Values.image.pullPolicy }}
    args: [doctor, --bus, --timeout, {{ .Values.canary.timeoutSeconds | quote }}]
    envFrom:
      - configMapRef:
          name: {{ include "rasid.fullname" . }}
      {{- with .Values.secretSettings }}
      - secretRef:
          name: {{ . }}
      {{- end }}
    {{- with include "rasid.kafkaEnv" $part }}
    env: {{- . | nindent 6 }}
    {{- end }}
    resources:
      requests: {cpu: 100m, memory: 512Mi}
      limits: {memory: 1Gi}
    securityContext: {{- include "rasid.containerSecurity" . | nindent 6 }}
    volumeMounts:
      - name: tmp
        mountPath: /tmp
      - name: state
        mountPath: /var/lib/rasid
      {{- with include "rasid.kafkaMounts" $part }}
      {{- . | nindent 6 }}
      {{- end }}
      {{- if .Values.alerting.file }}
      - name: alerting
        mountPath: /etc/rasid
        readOnly: true
      {{- end }}
volumes:
  - name: tmp
    emptyDir: {sizeLimit: 64Mi}
  - name: state
    emptyDir: {sizeLimit: 64Mi}
  {{- with include "rasid.kafkaVolumes" $part }}
  {{- . | nindent 2 }}
  {{- end }}
  {{- if .Values.alerting.file }}
  - name: alerting
    configMap:
      name: {{ include "rasid.fullname" . }}-alerting
  {{- end }}
{{- end -}}
