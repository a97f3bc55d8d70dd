// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/system/schema.h"

namespace sandbox {

namespace {

constexpr std::string_view tables[] = {
    "CREATE EXTENSION IF NOT EXISTS timescaledb",
    "CREATE EXTENSION IF NOT EXISTS postgis",
    R"(CREATE TABLE IF NOT EXISTS alembic_version (version_num varchar(32) PRIMARY KEY))",
    R"(CREATE TABLE IF NOT EXISTS city_configurations (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(), city_name varchar(100) NOT NULL UNIQUE, city_code varchar(20) NOT NULL UNIQUE,
        state varchar(100), country varchar(100) NOT NULL DEFAULT 'India', center_location geometry(POINT, 4326) NOT NULL,
        bounding_box geometry(POLYGON, 4326), population integer, area_sq_km float8, timezone varchar(50) NOT NULL DEFAULT 'Asia/Kolkata',
        is_active boolean NOT NULL DEFAULT true, priority integer NOT NULL DEFAULT 1, model_config jsonb, data_sources jsonb,
        alert_thresholds jsonb, city_metadata jsonb, created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now()))",
    R"(CREATE TABLE IF NOT EXISTS monitoring_stations (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(), station_id varchar(50) NOT NULL UNIQUE, name varchar(200) NOT NULL,
        location geometry(POINT, 4326) NOT NULL, city varchar(100), city_code varchar(20) REFERENCES city_configurations (city_code),
        state varchar(100), country varchar(100) NOT NULL DEFAULT 'India', elevation float8, station_type varchar(50), parameters text[],
        is_active boolean NOT NULL DEFAULT true, created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now()))",
    R"(CREATE TABLE IF NOT EXISTS air_quality_measurements (
        time timestamptz NOT NULL, station_id varchar(50) NOT NULL, parameter varchar(20) NOT NULL, value float8, unit varchar(20),
        quality_flag varchar(20) NOT NULL DEFAULT 'valid', source varchar(100), location geometry(POINT, 4326),
        created_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (time, station_id, parameter)))",
    R"(CREATE TABLE IF NOT EXISTS weather_data (
        time timestamptz NOT NULL, location geometry(POINT, 4326) NOT NULL, temperature float8, humidity float8, wind_speed float8,
        wind_direction float8, pressure float8, precipitation float8, visibility float8, source varchar(100),
        created_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (time, location)))",
    R"(CREATE TABLE IF NOT EXISTS predictions (
        time timestamptz NOT NULL, location geometry(POINT, 4326) NOT NULL, forecast_hour integer NOT NULL, parameter varchar(20) NOT NULL,
        predicted_value float8, confidence_lower float8, confidence_upper float8, model_version varchar(50), aqi_value integer,
        aqi_category varchar(50), city_code varchar(20), created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (time, location, forecast_hour, parameter)))",
    "SELECT create_hypertable('air_quality_measurements', by_range('time'), if_not_exists => true, create_default_indexes => false)",
    "SELECT create_hypertable('weather_data', by_range('time'), if_not_exists => true, create_default_indexes => false)",
    "SELECT create_hypertable('predictions', by_range('time'), if_not_exists => true, create_default_indexes => false)",
    R"(CREATE TABLE IF NOT EXISTS users (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(), email varchar(255) NOT NULL UNIQUE, password_hash varchar(255) NOT NULL,
        full_name varchar(200), is_active boolean NOT NULL DEFAULT true, is_verified boolean NOT NULL DEFAULT false,
        role varchar(50) NOT NULL DEFAULT 'user', created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now()))",
    R"(CREATE TABLE IF NOT EXISTS api_keys (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(), user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        key_hash varchar(128) NOT NULL UNIQUE, key_prefix varchar(20) NOT NULL, name varchar(100) NOT NULL, description text,
        last_used_at timestamptz, usage_count integer NOT NULL DEFAULT 0, is_active boolean NOT NULL DEFAULT true, expires_at timestamptz,
        rate_limit_per_hour integer, scopes text, created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now()))",
    R"(CREATE TABLE IF NOT EXISTS alert_subscriptions (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(), user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        location geometry(POINT, 4326) NOT NULL, location_name varchar(200), threshold_value integer NOT NULL, notification_channels text[] NOT NULL,
        is_active boolean NOT NULL DEFAULT true, created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now()))",
    R"(CREATE TABLE IF NOT EXISTS alert_history (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(), subscription_id uuid NOT NULL REFERENCES alert_subscriptions (id) ON DELETE CASCADE,
        aqi_value integer NOT NULL, threshold_value integer NOT NULL, message text, channels_sent text[], channels_failed text[],
        sent_at timestamptz NOT NULL DEFAULT now(), delivery_status varchar(20) NOT NULL DEFAULT 'sent'))",
    R"(CREATE TABLE IF NOT EXISTS user_alert_preferences (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(), user_id uuid NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE, default_channels text[],
        quiet_hours_start integer, quiet_hours_end integer, quiet_hours_enabled boolean NOT NULL DEFAULT false,
        max_alerts_per_day integer NOT NULL DEFAULT 10, min_alert_interval_minutes integer NOT NULL DEFAULT 60,
        alert_on_good boolean NOT NULL DEFAULT false, alert_on_moderate boolean NOT NULL DEFAULT false,
        alert_on_unhealthy_sensitive boolean NOT NULL DEFAULT true, alert_on_unhealthy boolean NOT NULL DEFAULT true,
        alert_on_very_unhealthy boolean NOT NULL DEFAULT true, alert_on_hazardous boolean NOT NULL DEFAULT true,
        enable_daily_digest boolean NOT NULL DEFAULT false, daily_digest_time varchar(5),
        created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now()))",
    R"(CREATE TABLE IF NOT EXISTS push_notification_tokens (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(), user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE, token varchar(500) NOT NULL UNIQUE,
        device_type varchar(20), device_name varchar(100), is_active boolean NOT NULL DEFAULT true, last_used_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now()))",
    R"(CREATE TABLE IF NOT EXISTS sensor_devices (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(), user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE, device_name varchar(100) NOT NULL,
        device_id varchar(100) NOT NULL UNIQUE, location geometry(POINT, 4326), location_name varchar(200),
        status varchar(20) NOT NULL DEFAULT 'disconnected', battery_level integer, last_reading_at timestamptz, last_reading_aqi integer,
        device_type varchar(50), firmware_version varchar(50), is_active boolean NOT NULL DEFAULT true,
        created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now()))",
    R"(CREATE TABLE IF NOT EXISTS source_attributions (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(), location geometry(POINT, 4326) NOT NULL, timestamp timestamptz NOT NULL,
        vehicular_percent float8, industrial_percent float8, biomass_percent float8, background_percent float8, confidence_score float8,
        model_version varchar(50), city_code varchar(20), created_at timestamptz NOT NULL DEFAULT now()))",
    R"(CREATE TABLE IF NOT EXISTS data_quality_flags (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(), measurement_time timestamptz NOT NULL, station_id varchar(50) NOT NULL,
        parameter varchar(20) NOT NULL, flag_type varchar(50) NOT NULL, flag_reason text, original_value float8, corrected_value float8,
        confidence float8, created_at timestamptz NOT NULL DEFAULT now()))",
    R"(CREATE TABLE IF NOT EXISTS model_metadata (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(), model_name varchar(100) NOT NULL, model_version varchar(50) NOT NULL,
        model_type varchar(50) NOT NULL, parameters text, training_data_start timestamptz, training_data_end timestamptz,
        validation_rmse float8, validation_mae float8, is_active boolean NOT NULL DEFAULT false, file_path varchar(500),
        created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now(), UNIQUE (model_name, model_version)))",
    R"(CREATE TABLE IF NOT EXISTS data_lineage_records (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(), event_type varchar(50) NOT NULL, event_timestamp timestamptz NOT NULL DEFAULT now(),
        source varchar(200), destination varchar(200), operation varchar(100), record_count integer, success boolean NOT NULL DEFAULT true,
        error_message text, metadata jsonb, user_id uuid, session_id varchar(100), parent_event_id uuid))",
    R"(CREATE TABLE IF NOT EXISTS audit_logs (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(), timestamp timestamptz NOT NULL DEFAULT now(), user_id uuid, user_email varchar(255),
        action varchar(100) NOT NULL, resource_type varchar(100), resource_id varchar(200), ip_address varchar(45), user_agent text,
        success boolean NOT NULL DEFAULT true, error_message text, request_data jsonb, response_data jsonb, duration_ms integer))",
    R"(CREATE TABLE IF NOT EXISTS city_statistics (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(), city_code varchar(20) NOT NULL REFERENCES city_configurations (city_code), date date NOT NULL,
        avg_aqi float8, max_aqi float8, min_aqi float8, avg_pm25 float8, avg_pm10 float8, avg_no2 float8, avg_o3 float8, avg_so2 float8,
        avg_co float8, good_hours integer, moderate_hours integer, unhealthy_hours integer, data_completeness float8,
        created_at timestamptz NOT NULL DEFAULT now(), UNIQUE (city_code, date)))",
    R"(CREATE TABLE IF NOT EXISTS migration_backups (
        id serial PRIMARY KEY, backup_name varchar(200), revision varchar(32), created_at timestamptz NOT NULL DEFAULT now()))",
    R"(CREATE OR REPLACE VIEW hourly_aqi_summary AS
        SELECT time_bucket('1 hour', time) AS hour, station_id, parameter, avg(value) AS avg_value, max(value) AS max_value,
               min(value) AS min_value, count(*) AS measurement_count
          FROM air_quality_measurements GROUP BY 1, 2, 3)",
};

constexpr std::string_view indexes[] = {
    "CREATE INDEX IF NOT EXISTS idx_aq_location ON air_quality_measurements USING gist (location)",
    "CREATE INDEX IF NOT EXISTS idx_aq_station_time ON air_quality_measurements (station_id, time)",
    "CREATE INDEX IF NOT EXISTS idx_aq_parameter ON air_quality_measurements (parameter)",
    "CREATE INDEX IF NOT EXISTS idx_weather_location ON weather_data USING gist (location)",
    "CREATE INDEX IF NOT EXISTS idx_weather_time ON weather_data (time)",
    "CREATE INDEX IF NOT EXISTS idx_predictions_location ON predictions USING gist (location)",
    "CREATE INDEX IF NOT EXISTS idx_predictions_forecast_time ON predictions (forecast_hour, time)",
    "CREATE INDEX IF NOT EXISTS idx_predictions_parameter ON predictions (parameter)",
    "CREATE INDEX IF NOT EXISTS idx_predictions_city_code ON predictions (city_code)",
    "CREATE INDEX IF NOT EXISTS idx_stations_location ON monitoring_stations USING gist (location)",
    "CREATE INDEX IF NOT EXISTS idx_stations_city ON monitoring_stations (city)",
    "CREATE INDEX IF NOT EXISTS idx_stations_city_code ON monitoring_stations (city_code)",
    "CREATE INDEX IF NOT EXISTS idx_stations_active ON monitoring_stations (is_active)",
    "CREATE INDEX IF NOT EXISTS idx_users_email ON users (email)",
    "CREATE INDEX IF NOT EXISTS idx_users_active ON users (is_active)",
    "CREATE INDEX IF NOT EXISTS idx_api_keys_user_id ON api_keys (user_id)",
    "CREATE INDEX IF NOT EXISTS idx_api_keys_key_prefix ON api_keys (key_prefix)",
    "CREATE INDEX IF NOT EXISTS idx_api_keys_is_active ON api_keys (is_active)",
    "CREATE INDEX IF NOT EXISTS idx_api_keys_expires_at ON api_keys (expires_at)",
    "CREATE INDEX IF NOT EXISTS idx_alerts_location ON alert_subscriptions USING gist (location)",
    "CREATE INDEX IF NOT EXISTS idx_alerts_user ON alert_subscriptions (user_id)",
    "CREATE INDEX IF NOT EXISTS idx_alerts_active ON alert_subscriptions (is_active)",
    "CREATE INDEX IF NOT EXISTS idx_alert_history_subscription ON alert_history (subscription_id)",
    "CREATE INDEX IF NOT EXISTS idx_alert_history_sent_at ON alert_history (sent_at)",
    "CREATE INDEX IF NOT EXISTS idx_alert_history_status ON alert_history (delivery_status)",
    "CREATE INDEX IF NOT EXISTS idx_attribution_location ON source_attributions USING gist (location)",
    "CREATE INDEX IF NOT EXISTS idx_attribution_timestamp ON source_attributions (timestamp)",
    "CREATE INDEX IF NOT EXISTS idx_attribution_city_code ON source_attributions (city_code)",
    "CREATE INDEX IF NOT EXISTS idx_devices_location ON sensor_devices USING gist (location)",
    "CREATE INDEX IF NOT EXISTS idx_quality_station_time ON data_quality_flags (station_id, measurement_time)",
    "CREATE INDEX IF NOT EXISTS idx_quality_flag_type ON data_quality_flags (flag_type)",
    "CREATE INDEX IF NOT EXISTS idx_model_name_version ON model_metadata (model_name, model_version)",
    "CREATE INDEX IF NOT EXISTS idx_model_active ON model_metadata (is_active)",
    "CREATE INDEX IF NOT EXISTS idx_lineage_event_type ON data_lineage_records (event_type)",
    "CREATE INDEX IF NOT EXISTS idx_lineage_timestamp ON data_lineage_records (event_timestamp)",
    "CREATE INDEX IF NOT EXISTS idx_lineage_source ON data_lineage_records (source)",
    "CREATE INDEX IF NOT EXISTS idx_lineage_session ON data_lineage_records (session_id)",
    "CREATE INDEX IF NOT EXISTS idx_lineage_parent ON data_lineage_records (parent_event_id)",
    "CREATE INDEX IF NOT EXISTS idx_audit_timestamp ON audit_logs (timestamp)",
    "CREATE INDEX IF NOT EXISTS idx_audit_user ON audit_logs (user_id)",
    "CREATE INDEX IF NOT EXISTS idx_audit_action ON audit_logs (action)",
    "CREATE INDEX IF NOT EXISTS idx_audit_resource ON audit_logs (resource_type, resource_id)",
    "CREATE INDEX IF NOT EXISTS idx_city_config_location ON city_configurations USING gist (center_location)",
    "CREATE INDEX IF NOT EXISTS idx_city_config_bbox ON city_configurations USING gist (bounding_box)",
    "CREATE INDEX IF NOT EXISTS idx_city_config_name ON city_configurations (city_name)",
    "CREATE INDEX IF NOT EXISTS idx_city_config_code ON city_configurations (city_code)",
    "CREATE INDEX IF NOT EXISTS idx_city_config_active ON city_configurations (is_active)",
    "CREATE INDEX IF NOT EXISTS idx_city_config_priority ON city_configurations (priority)",
    "CREATE INDEX IF NOT EXISTS idx_city_stats_city_date ON city_statistics (city_code, date)",
    "CREATE INDEX IF NOT EXISTS idx_city_stats_date ON city_statistics (date)",
};

} // namespace

std::span<const std::string_view> tableStatements() {
    return tables;
}
std::span<const std::string_view> indexStatements() {
    return indexes;
}

} // namespace sandbox
