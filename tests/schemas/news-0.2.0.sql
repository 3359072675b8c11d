CREATE TABLE articles (
    article_id TEXT NOT NULL,
    text_hash VARCHAR NOT NULL,
    source TEXT NOT NULL,
    url TEXT,
    title TEXT,
    body TEXT,
    published_at BIGINT,
    fetched_at BIGINT NOT NULL,
    language VARCHAR,
    dedup_kind VARCHAR,
    dedup_of TEXT,
    synthetic BOOLEAN NOT NULL,
    stored_at BIGINT NOT NULL,
    PRIMARY KEY (article_id, text_hash)
);

CREATE INDEX ix_articles_stored_at ON articles (stored_at);

CREATE TABLE duplicates (
    article_id TEXT NOT NULL,
    "of" TEXT NOT NULL,
    kind VARCHAR NOT NULL,
    similarity FLOAT NOT NULL,
    source TEXT NOT NULL,
    of_source TEXT NOT NULL,
    url TEXT,
    published_at BIGINT,
    fetched_at BIGINT NOT NULL,
    synthetic BOOLEAN NOT NULL,
    PRIMARY KEY (article_id, "of")
);

CREATE TABLE attacks (
    attack_id VARCHAR NOT NULL,
    article_id TEXT NOT NULL,
    text_hash VARCHAR NOT NULL,
    revision_of TEXT,
    source TEXT NOT NULL,
    language VARCHAR NOT NULL,
    fetched_at BIGINT NOT NULL,
    attack_type VARCHAR,
    stage VARCHAR NOT NULL,
    modality VARCHAR NOT NULL,
    engagement VARCHAR NOT NULL,
    country VARCHAR,
    city TEXT,
    place TEXT NOT NULL,
    date VARCHAR,
    killed BIGINT,
    wounded BIGINT,
    abducted BIGINT,
    perpetrators_killed BIGINT,
    perpetrator TEXT,
    confidence FLOAT NOT NULL,
    reader_version VARCHAR NOT NULL,
    synthetic BOOLEAN NOT NULL,
    record JSON NOT NULL,
    PRIMARY KEY (attack_id)
);

CREATE INDEX ix_attacks_article_id ON attacks (article_id);

CREATE INDEX attacks_by_place ON attacks (country, date);

CREATE TABLE incidents (
    incident_id VARCHAR NOT NULL,
    revision BIGINT NOT NULL,
    status VARCHAR NOT NULL,
    corroboration VARCHAR NOT NULL,
    country VARCHAR NOT NULL,
    city TEXT,
    place TEXT NOT NULL,
    date VARCHAR,
    attack_type VARCHAR,
    killed BIGINT,
    wounded BIGINT,
    abducted BIGINT,
    perpetrators_killed BIGINT,
    perpetrator TEXT,
    independent_sources INTEGER NOT NULL,
    campaign_id VARCHAR,
    merged_into VARCHAR,
    first_reported_at BIGINT NOT NULL,
    last_reported_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    reader_version VARCHAR NOT NULL,
    synthetic BOOLEAN NOT NULL,
    record JSON NOT NULL,
    PRIMARY KEY (incident_id)
);

CREATE INDEX incidents_by_place ON incidents (country, date);

CREATE TABLE incident_revisions (
    incident_id VARCHAR NOT NULL,
    revision BIGINT NOT NULL,
    status VARCHAR NOT NULL,
    corroboration VARCHAR NOT NULL,
    country VARCHAR NOT NULL,
    city TEXT,
    place TEXT NOT NULL,
    date VARCHAR,
    attack_type VARCHAR,
    killed BIGINT,
    wounded BIGINT,
    abducted BIGINT,
    perpetrators_killed BIGINT,
    perpetrator TEXT,
    independent_sources INTEGER NOT NULL,
    campaign_id VARCHAR,
    merged_into VARCHAR,
    first_reported_at BIGINT NOT NULL,
    last_reported_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    reader_version VARCHAR NOT NULL,
    synthetic BOOLEAN NOT NULL,
    record JSON NOT NULL,
    PRIMARY KEY (incident_id, revision)
);

CREATE TABLE alerts (
    alert_id VARCHAR NOT NULL,
    incident_id VARCHAR NOT NULL,
    incident_revision BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    level VARCHAR NOT NULL,
    corroboration VARCHAR NOT NULL,
    headline TEXT NOT NULL,
    country VARCHAR,
    place TEXT NOT NULL,
    date VARCHAR,
    killed BIGINT,
    wounded BIGINT,
    supersedes VARCHAR,
    trigger_article_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    received_at BIGINT,
    alerted_at BIGINT,
    synthetic BOOLEAN NOT NULL,
    record JSON NOT NULL,
    PRIMARY KEY (alert_id)
);

CREATE INDEX ix_alerts_at ON alerts (at);

CREATE INDEX ix_alerts_incident_id ON alerts (incident_id);

CREATE TABLE dead_letters (
    topic VARCHAR NOT NULL,
    partition INTEGER NOT NULL,
    "offset" BIGINT NOT NULL,
    consumer_group VARCHAR NOT NULL,
    stage VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    died_at BIGINT NOT NULL,
    PRIMARY KEY (topic, partition, "offset", consumer_group)
);

CREATE TABLE reports (
    incident_id VARCHAR NOT NULL,
    attack_id VARCHAR NOT NULL,
    revision BIGINT NOT NULL,
    article_id TEXT NOT NULL,
    source TEXT NOT NULL,
    url TEXT,
    language VARCHAR NOT NULL,
    published_at BIGINT,
    fetched_at BIGINT NOT NULL,
    PRIMARY KEY (incident_id, attack_id),
    FOREIGN KEY(incident_id) REFERENCES incidents (incident_id)
);

CREATE INDEX ix_reports_article_id ON reports (article_id);

CREATE TABLE schema_version (
    version INTEGER
);
