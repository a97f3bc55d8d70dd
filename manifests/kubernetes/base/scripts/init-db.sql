-- SPDX-FileCopyrightText: AQI Console developers
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Runs once, when the volume is empty: what only the database's owner may do. Tables are made by the migration Job.
CREATE EXTENSION IF NOT EXISTS timescaledb;
CREATE EXTENSION IF NOT EXISTS postgis;
GRANT ALL PRIVILEGES ON DATABASE aqi_predictor TO aqi_user;
