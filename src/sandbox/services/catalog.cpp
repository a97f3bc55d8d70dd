// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/services/catalog.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <format>
#include <map>
#include <numbers>
#include <ranges>
#include <vector>

namespace sandbox {

namespace {
constexpr std::array theCities = {
    City{"DEL", "Delhi", "Delhi", 28.6139, 77.2090, 10, 102, "delhi"},
    City{"BOM", "Mumbai", "Maharashtra", 19.0760, 72.8777, 10, 46, "mumbai bombay"},
    City{"BLR", "Bangalore", "Karnataka", 12.9716, 77.5946, 9, 32, "bangalore bengaluru"},
    City{"HYD", "Hyderabad", "Telangana", 17.3850, 78.4867, 8, 44, "hyderabad secunderabad"},
    City{"MAA", "Chennai", "Tamil Nadu", 13.0827, 80.2707, 8, 31, "chennai madras"},
    City{"CCU", "Kolkata", "West Bengal", 22.5726, 88.3639, 8, 62, "kolkata calcutta"},
    City{"AMD", "Ahmedabad", "Gujarat", 23.0225, 72.5714, 7, 56, "ahmedabad"},
    City{"PNQ", "Pune", "Maharashtra", 18.5204, 73.8567, 7, 43, "pune poona"},
    City{"JAI", "Jaipur", "Rajasthan", 26.9124, 75.7873, 6, 63, "jaipur"},
    City{"LKO", "Lucknow", "Uttar Pradesh", 26.8467, 80.9462, 6, 86, "lucknow"},
    City{"KNU", "Kanpur", "Uttar Pradesh", 26.4499, 80.3319, 5, 91, "kanpur cawnpore"},
    City{"NAG", "Nagpur", "Maharashtra", 21.1458, 79.0882, 5, 46, "nagpur"},
    City{"IDR", "Indore", "Madhya Pradesh", 22.7196, 75.8577, 5, 49, "indore"},
    City{"BHO", "Bhopal", "Madhya Pradesh", 23.2599, 77.4126, 5, 51, "bhopal"},
    City{"VTZ", "Visakhapatnam", "Andhra Pradesh", 17.6868, 83.2185, 5, 40, "visakhapatnam vizag"},
};

constexpr std::array theSites = {
    // The first three are those of the predictor's own list.
    Site{"DEL", "Anand Vihar", 28.6469, 77.3161},
    Site{"DEL", "Punjabi Bagh", 28.6742, 77.1318},
    Site{"DEL", "R K Puram", 28.5636, 77.1825},
    Site{"DEL", "Mandir Marg", 28.636, 77.201},
    Site{"DEL", "Dwarka Sector 8", 28.571, 77.072},
    Site{"DEL", "ITO", 28.629, 77.241},
    Site{"DEL", "Rohini", 28.733, 77.120},
    Site{"DEL", "Okhla Phase 2", 28.531, 77.271},
    Site{"DEL", "Wazirpur", 28.700, 77.165},
    Site{"DEL", "Jahangirpuri", 28.733, 77.171},
    Site{"DEL", "Bawana", 28.776, 77.051},
    Site{"DEL", "Narela", 28.823, 77.102},
    Site{"DEL", "Mundka", 28.685, 77.077},
    Site{"DEL", "Najafgarh", 28.570, 76.934},
    Site{"DEL", "Nehru Nagar", 28.568, 77.251},
    Site{"DEL", "Vivek Vihar", 28.672, 77.315},
    Site{"DEL", "Ashok Vihar", 28.695, 77.182},
    Site{"DEL", "Shadipur", 28.652, 77.158},
    Site{"DEL", "Lodhi Road", 28.592, 77.227},
    Site{"DEL", "Sonia Vihar", 28.711, 77.250},
    Site{"BOM", "Colaba", 18.910, 72.820},
    Site{"BOM", "Worli", 18.994, 72.818},
    Site{"BOM", "Bandra Kurla Complex", 19.066, 72.868},
    Site{"BOM", "Sion", 19.047, 72.875},
    Site{"BOM", "Chembur", 19.052, 72.890},
    Site{"BOM", "Andheri East", 19.111, 72.871},
    Site{"BOM", "Powai", 19.118, 72.906},
    Site{"BOM", "Borivali East", 19.224, 72.866},
    Site{"BOM", "Malad West", 19.197, 72.822},
    Site{"BOM", "Mulund West", 19.175, 72.942},
    Site{"BOM", "Deonar", 19.050, 72.923},
    Site{"BOM", "Vile Parle West", 19.108, 72.837},
    Site{"BOM", "Mazgaon", 18.968, 72.844},
    Site{"BOM", "Nerul", 19.034, 73.018},
    Site{"BLR", "BTM Layout", 12.913, 77.610},
    Site{"BLR", "Peenya", 13.027, 77.494},
    Site{"BLR", "Silk Board", 12.917, 77.623},
    Site{"BLR", "Hebbal", 13.029, 77.586},
    Site{"BLR", "Jayanagar 5th Block", 12.921, 77.585},
    Site{"BLR", "Hombegowda Nagar", 12.938, 77.595},
    Site{"BLR", "Bapuji Nagar", 12.952, 77.540},
    Site{"BLR", "City Railway Station", 12.976, 77.571},
    Site{"BLR", "Whitefield", 12.970, 77.750},
    Site{"BLR", "Kengeri", 12.908, 77.482},
    Site{"HYD", "Sanathnagar", 17.456, 78.443},
    Site{"HYD", "Zoo Park", 17.350, 78.451},
    Site{"HYD", "Bollaram", 17.541, 78.358},
    Site{"HYD", "Patancheru", 17.532, 78.219},
    Site{"HYD", "Central University", 17.460, 78.334},
    Site{"HYD", "Somajiguda", 17.417, 78.457},
    Site{"HYD", "Kompally", 17.544, 78.486},
    Site{"HYD", "Nacharam", 17.430, 78.570},
    Site{"HYD", "Malakpet", 17.373, 78.509},
    Site{"MAA", "Alandur", 12.997, 80.192},
    Site{"MAA", "Manali", 13.165, 80.263},
    Site{"MAA", "Velachery", 12.978, 80.218},
    Site{"MAA", "Royapuram", 13.105, 80.294},
    Site{"MAA", "Kodungaiyur", 13.128, 80.252},
    Site{"MAA", "Perungudi", 12.953, 80.236},
    Site{"MAA", "Arumbakkam", 13.071, 80.211},
    Site{"MAA", "Ambattur", 13.114, 80.155},
    Site{"CCU", "Victoria", 22.545, 88.342},
    Site{"CCU", "Rabindra Bharati", 22.628, 88.380},
    Site{"CCU", "Jadavpur", 22.497, 88.369},
    Site{"CCU", "Ballygunge", 22.537, 88.364},
    Site{"CCU", "Bidhannagar", 22.582, 88.410},
    Site{"CCU", "Fort William", 22.557, 88.343},
    Site{"CCU", "Rabindra Sarobar", 22.511, 88.351},
    Site{"CCU", "Howrah Ghusuri", 22.612, 88.347},
    Site{"CCU", "Padmapukur", 22.568, 88.280},
    Site{"AMD", "Maninagar", 23.003, 72.592},
    Site{"AMD", "Chandkheda", 23.107, 72.574},
    Site{"AMD", "Bopal", 23.035, 72.467},
    Site{"AMD", "Rakhial", 23.021, 72.623},
    Site{"AMD", "Raikhad", 23.019, 72.578},
    Site{"AMD", "Airport", 23.077, 72.627},
    Site{"AMD", "Gyaspur", 22.976, 72.534},
    Site{"PNQ", "Shivajinagar", 18.530, 73.850},
    Site{"PNQ", "Karve Road", 18.502, 73.817},
    Site{"PNQ", "Hadapsar", 18.502, 73.928},
    Site{"PNQ", "Katraj", 18.460, 73.855},
    Site{"PNQ", "Pashan", 18.537, 73.805},
    Site{"PNQ", "Lohegaon", 18.593, 73.914},
    Site{"PNQ", "Nigdi", 18.655, 73.770},
    Site{"JAI", "Adarsh Nagar", 26.903, 75.836},
    Site{"JAI", "Police Commissionerate", 26.916, 75.800},
    Site{"JAI", "Shastri Nagar", 26.950, 75.800},
    Site{"JAI", "Mansarovar", 26.855, 75.765},
    Site{"JAI", "Sitapura", 26.783, 75.840},
    Site{"JAI", "Raja Park", 26.894, 75.829},
    Site{"LKO", "Talkatora", 26.834, 80.892},
    Site{"LKO", "Lalbagh", 26.846, 80.937},
    Site{"LKO", "Gomti Nagar", 26.868, 81.005},
    Site{"LKO", "Central School", 26.881, 80.930},
    Site{"LKO", "Kukrail", 26.913, 80.983},
    Site{"LKO", "Ambedkar University", 26.769, 80.920},
    Site{"KNU", "Nehru Nagar Kanpur", 26.470, 80.325},
    Site{"KNU", "Kidwai Nagar", 26.434, 80.331},
    Site{"KNU", "Kalyanpur", 26.503, 80.257},
    Site{"KNU", "IIT Kanpur", 26.519, 80.233},
    Site{"KNU", "Panki", 26.472, 80.250},
    Site{"NAG", "Civil Lines", 21.153, 79.072},
    Site{"NAG", "Ambazari", 21.131, 79.045},
    Site{"NAG", "Mahal", 21.146, 79.108},
    Site{"NAG", "Ram Nagar", 21.137, 79.061},
    Site{"NAG", "Hingna", 21.110, 78.977},
    Site{"IDR", "Chhoti Gwaltoli", 22.715, 75.873},
    Site{"IDR", "Vijay Nagar", 22.753, 75.893},
    Site{"IDR", "Residency Area", 22.711, 75.884},
    Site{"IDR", "Sanwer Road", 22.770, 75.850},
    Site{"IDR", "Maguda Nagar", 22.690, 75.830},
    Site{"BHO", "T T Nagar", 23.234, 77.401},
    Site{"BHO", "Paryavaran Parisar", 23.209, 77.437},
    Site{"BHO", "Idgah Hills", 23.262, 77.386},
    Site{"BHO", "Govindpura", 23.262, 77.460},
    Site{"BHO", "Kolar", 23.170, 77.420},
    Site{"VTZ", "GVM Corporation", 17.720, 83.300},
    Site{"VTZ", "Gajuwaka", 17.690, 83.210},
    Site{"VTZ", "Madhurawada", 17.815, 83.353},
    Site{"VTZ", "Seethammadhara", 17.742, 83.313},
};

std::string lowered(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

std::string_view prefix(std::string_view state) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 11> codes = {
        {{"Delhi", "DL"}, {"Maharashtra", "MH"}, {"Karnataka", "KA"}, {"Telangana", "TG"}, {"Tamil Nadu", "TN"},
            {"West Bengal", "WB"}, {"Gujarat", "GJ"}, {"Rajasthan", "RJ"}, {"Uttar Pradesh", "UP"},
            {"Madhya Pradesh", "MP"}, {"Andhra Pradesh", "AP"}}};
    const auto found = std::ranges::find(codes, state, &std::pair<std::string_view, std::string_view>::first);
    return found == codes.end() ? "XX" : found->second;
}
} // namespace

std::span<const City> cities() {
    return theCities;
}
std::span<const Site> sites() {
    return theSites;
}

const City *cityByCode(std::string_view code) {
    const auto found =
        std::ranges::find_if(theCities, [&](const City &city) { return lowered(city.code) == lowered(code); });
    return found == theCities.end() ? nullptr : &*found;
}

const City *cityInText(std::string_view text) {
    const std::string wanted = lowered(text);
    const auto occurs = [&](const City &city) {
        return std::ranges::any_of(
            std::views::split(city.aliases, ' '), [&](auto alias) { return wanted.contains(std::string_view(alias)); });
    };
    const auto found = std::ranges::find_if(theCities, occurs);
    return found == theCities.end() ? nullptr : &*found;
}

const City *cityNear(double latitude, double longitude, double kilometres) {
    const auto away = [&](const City &city) { return distance(latitude, longitude, city.latitude, city.longitude); };
    const auto nearest = std::ranges::min_element(theCities, {}, away);
    return away(*nearest) <= kilometres ? &*nearest : nullptr;
}

namespace {
const std::vector<std::string> &ids() {
    static const std::vector<std::string> made = [] {
        std::map<std::string_view, int> numbers;
        std::vector<std::string> out;
        for (const Site &site : theSites) {
            const std::string_view state = prefix(cityByCode(site.city)->state);
            out.push_back(std::format("{}{:03}", state, ++numbers[state]));
        }
        return out;
    }();
    return made;
}
} // namespace

std::string siteId(const Site &site) {
    return ids()[static_cast<std::size_t>(&site - theSites.data())];
}

const Site *siteById(std::string_view id) {
    const auto found = std::ranges::find(ids(), id);
    return found == ids().end() ? nullptr : &theSites[static_cast<std::size_t>(found - ids().begin())];
}

double distance(double latitudeA, double longitudeA, double latitudeB, double longitudeB) {
    constexpr double radian = std::numbers::pi / 180;
    const double a = std::sin((latitudeB - latitudeA) * radian / 2);
    const double b = std::sin((longitudeB - longitudeA) * radian / 2);
    const double h = a * a + std::cos(latitudeA * radian) * std::cos(latitudeB * radian) * b * b;
    return 2 * 6371.0088 * std::asin(std::min(1.0, std::sqrt(h)));
}

} // namespace sandbox
