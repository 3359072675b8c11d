{{/* How Kafka is spoken with, and as whom. Secrets are those that Strimzi makes: a user's has the
     name of the user, with password, or with user.crt and user.key. */}}

{{- define "rasid.kafkaSettings" -}}
{{- $kafka := .Values.kafka -}}
RASID_KAFKA_SECURITY: {{ $kafka.security }}
{{- if $kafka.caSecret }}
RASID_KAFKA_CA: /run/secrets/kafka-ca/ca.crt
{{- end }}
{{- if eq $kafka.security "mtls" }}
RASID_KAFKA_CERTIFICATE: /run/secrets/kafka-user/user.crt
RASID_KAFKA_KEY: /run/secrets/kafka-user/user.key
{{- else if eq $kafka.security "scram" }}
RASID_KAFKA_PASSWORD: /run/secrets/kafka-user/password
{{- end }}
{{- end -}}

{{/* The user, and the secret of it, that a part has: call with root and component. */}}
{{- define "rasid.kafkaUser" -}}
{{- $given := get .root.Values.kafka.users .component | default dict -}}
{{- $given.user | default (printf "%s-%s" (include "rasid.fullname" .root) .component) -}}
{{- end -}}

{{- define "rasid.kafkaSecret" -}}
{{- $given := get .root.Values.kafka.users .component | default dict -}}
{{- $given.secret | default (printf "%s-%s" (include "rasid.fullname" .root) .component) -}}
{{- end -}}

{{/* What differs from part to part: call with root and component. */}}
{{- define "rasid.kafkaEnv" -}}
{{- if eq .root.Values.kafka.security "scram" }}
- name: RASID_KAFKA_USER
  value: {{ include "rasid.kafkaUser" . | quote }}
{{- end }}
{{- end -}}

{{- define "rasid.kafkaMounts" -}}
{{- if .root.Values.kafka.caSecret }}
- name: kafka-ca
  mountPath: /run/secrets/kafka-ca
  readOnly: true
{{- end }}
{{- if has .root.Values.kafka.security (list "mtls" "scram") }}
- name: kafka-user
  mountPath: /run/secrets/kafka-user
  readOnly: true
{{- end }}
{{- end -}}

{{- define "rasid.kafkaVolumes" -}}
{{- if .root.Values.kafka.caSecret }}
- name: kafka-ca
  secret:
    secretName: {{ .root.Values.kafka.caSecret }}
    items: [{key: ca.crt, path: ca.crt}]
    defaultMode: 0440
{{- end }}
{{- if has .root.Values.kafka.security (list "mtls" "scram") }}
- name: kafka-user
  secret:
    secretName: {{ include "rasid.kafkaSecret" . }}
    defaultMode: 0440
{{- end }}
{{- end -}}

{{/* The consumer group of a worker, its stages in the order of the flow: call with root, stages. */}}
{{- define "rasid.group" -}}
{{- $names := list (.root.Values.settings.RASID_GROUP | default "rasid") -}}
{{- range $stage := list "sign" "dedup" "language" "extract" "fuse" "escalate" -}}
{{- if has $stage $.stages -}}{{- $names = append $names $stage -}}{{- end -}}
{{- end -}}
{{- join "-" $names -}}
{{- end -}}
