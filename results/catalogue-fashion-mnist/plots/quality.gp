# Made by odelia report; run gnuplot on this file to draw it again.
$c0 << EOD
4 230.69753 0
4 230.69753 0
8 229.58532 0
8 229.58532 0
20 230.94892 0
EOD
$c1 << EOD
7 216.518 0
7 216.518 0
19 177.79164 0
EOD
$c2 << EOD
3 229.11847 0
6 237.64356 0
6 237.64356 0
9 214.67418 0
18 167.78703 0
EOD
$c3 << EOD
4 289.26227 0
6 256.62219 0
8 228.20053 0
10 205.23644 0
20 126.39198 0
EOD
$c4 << EOD
8 232.52424 0
8 232.52424 0
16 126.23551 0
EOD
$c5 << EOD
5 190.17086 0
5 190.17086 0
10 218.62173 0
20 180.21387 0
EOD
$c6 << EOD
4 253.71003 0
4 253.71003 0
8 216.53596 0
8 216.53596 0
20 102.85175 0
EOD
$c7 << EOD
3 291.79965 0
6 241.33664 0
6 241.33664 0
9 187.27969 0
18 96.417563 0
EOD
$c8 << EOD
7 212.28299 0
7 212.28299 0
19 75.098385 0
EOD
$c9 << EOD
4 223.12206 0
4 223.12206 0
8 226.05388 0
8 226.05388 0
20 49.598952 0
EOD
$c10 << EOD
3 281.89179 0
6 197.97204 0
6 197.97204 0
9 192.02953 0
18 53.178781 0
EOD
$c11 << EOD
4 216.43098 0
4 216.43098 0
8 227.59178 0
8 227.59178 0
20 40.546424 0
EOD
$c12 << EOD
4 242.93771 0
4 242.93771 0
8 205.61028 0
8 205.61028 0
20 37.411603 0
EOD
$c13 << EOD
4 237.12946 0
4 237.12946 0
8 185.8407 0
8 185.8407 0
20 40.383314 0
EOD
$c14 << EOD
6 205.77138 0
6 205.77138 0
6 205.77138 0
18 38.860801 0
EOD
$c15 << EOD
3 223.1453 0
6 215.92709 0
6 215.92709 0
9 168.27473 0
18 36.242413 0
EOD
$c16 << EOD
6 198.98356 0
6 198.98356 0
6 198.98356 0
18 41.070205 0
EOD
$c17 << EOD
8 229.12353 0
8 229.12353 0
16 39.552104 0
EOD
$c18 << EOD
4 207.10204 0
6 225.1595 0
8 206.18606 0
10 142.13839 0
20 38.754419 0
EOD
$c19 << EOD
4 217.89915 0
6 213.14235 0
8 183.7786 0
10 167.24648 0
20 32.217385 0
EOD
$c20 << EOD
3 218.90969 0
6 205.22529 0
6 205.22529 0
9 120.91793 0
18 37.804384 0
EOD
$c21 << EOD
6 161.50181 0
6 161.50181 0
6 161.50181 0
18 43.888199 0
EOD
$c22 << EOD
4 230.45917 0
20 43.886955 0
EOD
$c23 << EOD
4 185.02505 0
6 173.52584 0
8 134.33843 0
10 97.762832 0
20 40.757949 0
EOD
$c24 << EOD
5 200.76582 0
5 200.76582 0
10 67.549917 0
20 35.579122 0
EOD
$c25 << EOD
4 201.4859 0
6 143.46569 0
8 103.07161 0
10 79.825716 0
20 47.057753 0
EOD
$c26 << EOD
4 218.42926 0
6 191.92498 0
8 110.81092 0
10 60.843488 0
20 34.429403 0
EOD
$c27 << EOD
4 133.46536 0
6 101.64468 0
8 91.758802 0
10 84.210649 0
20 72.710255 0
EOD
$c28 << EOD
4 195.69888 0
6 156.98795 0
8 104.72879 0
10 69.270041 0
20 33.710899 0
EOD
$c29 << EOD
4 202.64214 0
6 181.48965 0
8 108.46339 0
10 52.099856 0
20 34.154344 0
EOD
$c30 << EOD
4 202.64214 0
6 181.48965 0
8 108.46339 0
10 52.099856 0
20 34.154344 0
EOD
$c31 << EOD
4 224.81203 0
6 207.53407 0
8 117.92383 0
10 36.413151 0
20 33.357734 0
EOD
$c32 << EOD
4 205.53141 0
4 205.53141 0
8 67.746846 0
8 67.746846 0
20 33.940391 0
EOD
$c33 << EOD
4 220.94888 0
6 182.22016 0
8 95.330031 0
10 50.466913 0
20 32.922984 0
EOD
$c34 << EOD
3 219.7059 0
6 121.10163 0
6 121.10163 0
9 52.662761 0
18 35.497962 0
EOD
$c35 << EOD
4 200.37775 0
4 200.37775 0
8 65.536257 0
8 65.536257 0
20 33.582325 0
EOD
$c36 << EOD
4 179.41452 0
6 199.59707 0
8 99.793797 0
10 47.770197 0
20 33.543236 0
EOD
$c37 << EOD
4 192.85243 0
4 192.85243 0
8 66.530834 0
8 66.530834 0
20 33.935837 0
EOD
$c38 << EOD
4 197.1135 0
4 197.1135 0
8 64.484085 0
8 64.484085 0
20 33.628265 0
EOD
$c39 << EOD
4 189.42816 0
6 207.96866 0
8 88.946116 0
10 39.990023 0
20 33.270841 0
EOD
$c40 << EOD
4 183.96715 0
6 208.13707 0
8 89.350421 0
10 40.02114 0
20 33.255326 0
EOD
$c41 << EOD
4 172.47474 0
6 208.59207 0
8 90.428473 0
10 40.05926 0
20 33.258984 0
EOD
$c42 << EOD
4 179.41452 0
6 207.38356 0
8 83.11815 0
10 39.318476 0
20 33.268841 0
EOD
$c43 << EOD
4 89.870737 0
4 89.870737 0
7 120.91249 0
10 68.768251 0
19 37.679468 0
EOD
$c44 << EOD
3 214.15726 0
6 78.76303 0
6 78.76303 0
9 44.58916 0
18 33.846371 0
EOD
$c45 << EOD
4 90.507005 0
6 93.42453 0
8 76.849804 0
10 58.387641 0
20 36.529875 0
EOD
$c46 << EOD
3 79.475642 0
6 87.277643 0
6 87.277643 0
9 63.23674 0
18 36.132583 0
EOD
$c47 << EOD
6 67.8132 0
10 39.490258 0
20 73.136121 0
EOD
$c48 << EOD
4 166.01928 0
6 114.27893 0
8 48.084182 0
10 36.912548 0
20 33.208902 0
EOD
$c49 << EOD
4 196.4103 0
6 96.654391 0
8 46.997132 0
10 36.133153 0
20 33.376136 0
EOD
$c50 << EOD
4 190.55847 0
6 96.339107 0
8 46.955683 0
10 36.120566 0
20 33.375468 0
EOD
$c51 << EOD
4 133.82055 0
6 82.798087 0
8 57.370489 0
10 45.173868 0
20 34.3972 0
EOD
$c52 << EOD
4 166.18351 0
6 97.100434 0
8 46.882621 0
10 36.11676 0
20 33.375245 0
EOD
$c53 << EOD
4 196.92262 0
6 81.950349 0
8 44.744536 0
10 36.612326 0
20 33.456101 0
EOD
$c54 << EOD
4 133.46536 0
6 78.708207 0
8 55.986093 0
10 43.752836 0
20 33.494616 0
EOD
$c55 << EOD
4 189.87869 0
6 80.460508 0
8 44.572201 0
10 36.578369 0
20 33.465182 0
EOD
$c56 << EOD
3 205.57178 0
6 56.052891 0
6 56.052891 0
9 36.010556 0
18 33.127823 0
EOD
$c57 << EOD
4 162.23825 0
6 74.701707 0
8 48.75422 0
10 37.910755 0
20 33.210529 0
EOD
$c58 << EOD
4 136.32588 0
6 67.790937 0
8 48.020578 0
10 37.868067 0
20 33.21053 0
EOD
$c59 << EOD
4 206.4585 0
6 78.8043 0
8 33.539302 0
10 31.401697 0
20 31.371279 0
EOD
$c60 << EOD
4 180.10912 0
6 73.966816 0
8 37.092537 0
10 33.207133 0
20 32.158421 0
EOD
$c61 << EOD
4 176.12811 0
6 59.826118 0
8 39.861253 0
10 35.379001 0
20 33.467714 0
EOD
$c62 << EOD
4 94.180494 0
6 62.849005 0
8 51.529719 0
10 44.60833 0
20 36.087422 0
EOD
$c63 << EOD
4 146.86849 0
6 60.447838 0
8 42.429603 0
10 36.423123 0
20 33.305818 0
EOD
$c64 << EOD
4 118.96733 0
6 61.437174 0
8 46.582903 0
10 39.823608 0
20 33.504069 0
EOD
$c65 << EOD
4 145.64834 0
6 57.75066 0
8 39.58906 0
10 35.264065 0
20 33.285163 0
EOD
$c66 << EOD
4 98.492697 0
6 66.315735 0
8 37.937157 0
10 33.697206 0
20 32.926603 0
EOD
$c67 << EOD
4 103.15867 0
6 50.486976 0
8 40.476916 0
10 36.891616 0
20 33.275355 0
EOD
$c68 << EOD
4 131.74137 0
6 49.532526 0
8 35.976381 0
10 33.53814 0
20 32.250476 0
EOD
$c69 << EOD
4 102.39403 0
6 48.728144 0
8 39.209583 0
10 36.344513 0
20 33.323176 0
EOD
$c70 << EOD
4 106.28217 0
6 45.090947 0
8 37.378522 0
10 35.427575 0
20 33.631474 0
EOD
$c71 << EOD
4 82.069663 0
6 50.492576 0
8 41.63475 0
10 37.09815 0
20 33.098039 0
EOD
$c72 << EOD
4 82.069663 0
6 50.492576 0
8 41.63475 0
10 37.09815 0
20 33.098039 0
EOD
$c73 << EOD
4 82.069663 0
6 50.492576 0
8 41.63475 0
10 37.09815 0
20 33.098039 0
EOD
$c74 << EOD
4 100.56079 0
6 44.256417 0
8 37.422456 0
10 35.079999 0
20 33.54517 0
EOD
$c75 << EOD
4 80.692707 0
6 48.314725 0
8 39.551968 0
10 35.878857 0
20 32.676386 0
EOD
$c76 << EOD
4 80.692707 0
6 48.314725 0
8 39.551968 0
10 35.878857 0
20 32.676386 0
EOD
$c77 << EOD
4 80.692707 0
6 48.314725 0
8 39.551968 0
10 35.878857 0
20 32.676386 0
EOD
$c78 << EOD
4 80.581925 0
6 47.86651 0
8 39.083516 0
10 35.627617 0
20 32.614964 0
EOD
$c79 << EOD
4 80.581925 0
6 47.86651 0
8 39.083516 0
10 35.627617 0
20 32.614964 0
EOD
$c80 << EOD
4 80.581925 0
6 47.86651 0
8 39.083516 0
10 35.627617 0
20 32.614964 0
EOD
$c81 << EOD
4 93.535444 0
6 42.086139 0
8 36.379655 0
10 34.654917 0
20 33.418224 0
EOD
$c82 << EOD
4 95.774003 0
6 42.813393 0
8 35.595686 0
10 34.227933 0
20 33.183527 0
EOD
$c83 << EOD
4 108.93849 0
6 44.413673 0
8 32.776256 0
10 31.738209 0
20 31.223248 0
EOD
$c84 << EOD
4 75.611245 0
6 39.844641 0
8 36.289682 0
10 34.388779 0
20 32.444995 0
EOD
$c85 << EOD
4 67.120903 0
6 41.461527 0
8 36.952956 0
10 34.817407 0
20 32.588053 0
EOD
$c86 << EOD
4 72.16253 0
6 39.79025 0
8 35.195794 0
10 33.486893 0
20 32.636197 0
EOD
$c87 << EOD
4 68.540964 0
6 40.827066 0
8 35.522972 0
10 33.421751 0
20 33.112268 0
EOD
$c88 << EOD
4 72.110907 0
6 39.701059 0
8 35.14995 0
10 33.474644 0
20 32.224526 0
EOD
$c89 << EOD
4 67.196017 0
6 40.306269 0
8 35.710021 0
10 34.169887 0
20 32.762375 0
EOD
$c90 << EOD
4 65.485401 0
6 40.011635 0
8 34.846577 0
10 33.053075 0
20 33.272591 0
EOD
$c91 << EOD
4 64.974659 0
6 40.011981 0
8 34.892995 0
10 33.055739 0
20 33.270345 0
EOD
$c92 << EOD
4 47.792739 0
6 36.429846 0
8 34.149108 0
10 33.413447 0
20 33.35891 0
EOD
set lmargin at screen 0.08
set rmargin at screen 0.696
set tmargin at screen 0.865
set bmargin at screen 0.125
set label 1 'Sample quality against network evaluations' at screen 0.02, screen 0.955 left noenhanced font ',16' textcolor rgb '#222222'
set label 2 'fd[fashion-mnist-classifier]   (lower is better)' at screen 0.02, screen 0.905 left noenhanced font ',12' textcolor rgb '#5b636d'
set xlabel 'network evaluations per sample (NFE)' noenhanced offset 0,-0.2 textcolor rgb '#5b636d'
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
set logscale x
set logscale y
set ytics ('50' 50, '100' 100)
set xtics ('5' 5, '10' 10, '20' 20)
set xrange [3.4782609:23]
set yrange [24.318536:139.86917]
set arrow 3 from graph 0.9340, graph 0.1429 to graph 1.018, graph 0.0000 nohead linecolor rgb '#90332288' linewidth 0.8 dashtype 3
set label 4 'v_ab2' at graph 1.024, graph 0.0000 left noenhanced font ',12' textcolor rgb '#332288'
set arrow 5 from graph 0.9340, graph 0.1648 to graph 1.018, graph 0.1040 nohead linecolor rgb '#90999933' linewidth 0.8 dashtype 3
set label 6 'ipndm2' at graph 1.024, graph 0.1040 left noenhanced font ',12' textcolor rgb '#999933'
set arrow 7 from graph 0.9340, graph 0.1673 to graph 1.018, graph 0.1560 nohead linecolor rgb '#90882255' linewidth 0.8 dashtype 3
set label 8 'deis_tab1' at graph 1.024, graph 0.1560 left noenhanced font ',12' textcolor rgb '#882255'
set arrow 9 from graph 0.9340, graph 0.1682 to graph 1.018, graph 0.2080 nohead linecolor rgb '#90000000' linewidth 0.8 dashtype 3
set label 10 'ipndm_v4_legacy' at graph 1.024, graph 0.2080 left noenhanced font ',12' textcolor rgb '#000000'
set arrow 11 from graph 0.9340, graph 0.1764 to graph 1.018, graph 0.3120 nohead linecolor rgb '#9056B4E9' linewidth 0.8 dashtype 3
set label 12 'dpmpp_2m' at graph 1.024, graph 0.3120 left noenhanced font ',12' textcolor rgb '#56B4E9'
set arrow 13 from graph 0.9340, graph 0.1609 to graph 1.018, graph 0.0520 nohead linecolor rgb '#90E69F00' linewidth 0.8 dashtype 3
set label 14 'ipndm_v3_legacy' at graph 1.024, graph 0.0520 left noenhanced font ',12' textcolor rgb '#E69F00'
set arrow 15 from graph 0.9340, graph 0.1704 to graph 1.018, graph 0.2600 nohead linecolor rgb '#90CC79A7' linewidth 0.8 dashtype 3
set label 16 'exp_ab2_noise' at graph 1.024, graph 0.2600 left noenhanced font ',12' textcolor rgb '#CC79A7'
set arrow 17 from graph 0.9340, graph 0.1792 to graph 1.018, graph 0.4160 nohead linecolor rgb '#90009E73' linewidth 0.8 dashtype 3
set label 18 'unipc2_bh2' at graph 1.024, graph 0.4160 left noenhanced font ',12' textcolor rgb '#009E73'
set arrow 19 from graph 0.9340, graph 0.1792 to graph 1.018, graph 0.3640 nohead linecolor rgb '#90D55E00' linewidth 0.8 dashtype 3
set label 20 'unic(dpmpp_2m)' at graph 1.024, graph 0.3640 left noenhanced font ',12' textcolor rgb '#D55E00'
set arrow 21 from graph 0.9340, graph 0.1807 to graph 1.018, graph 0.4680 nohead linecolor rgb '#900072B2' linewidth 0.8 dashtype 3
set label 22 'analytic_start(dpmpp_2m)' at graph 1.024, graph 0.4680 left noenhanced font ',12' textcolor rgb '#0072B2'
set terminal svg size 860,540 font 'Helvetica,Arial,sans-serif,13' background '#ffffff'
set output 'quality.svg'
plot $c0 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c1 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c2 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c3 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c4 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c5 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c6 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c7 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c8 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c9 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c10 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c11 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c12 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c13 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c14 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c15 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c16 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c17 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c18 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c19 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c20 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c21 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c22 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c23 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c24 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c25 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c26 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c27 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c28 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c29 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c30 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c31 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c32 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c33 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c34 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c35 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c36 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c37 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c38 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c39 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c40 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c41 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c42 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c43 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c44 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c45 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c46 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c47 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c48 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c49 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c50 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c51 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c52 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c53 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c54 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c55 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c56 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c57 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c58 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c59 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c60 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c61 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c62 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c63 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c64 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c65 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c66 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c67 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c68 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c69 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c70 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c71 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c72 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c73 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c74 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c75 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c76 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c77 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c78 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c79 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c80 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c81 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c82 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c83 with linespoints linecolor rgb '#332288' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c84 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c85 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c86 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c87 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c88 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c89 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c90 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c91 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c92 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8
set terminal pngcairo size 1720,1080 fontscale 1.9 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'quality.png'
plot $c0 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c1 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c2 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c3 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c4 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c5 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c6 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c7 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c8 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c9 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c10 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c11 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c12 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c13 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c14 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c15 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c16 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c17 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c18 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c19 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c20 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c21 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c22 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c23 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c24 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c25 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c26 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c27 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c28 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c29 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c30 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c31 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c32 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c33 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c34 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c35 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c36 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c37 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c38 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c39 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c40 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c41 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c42 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c43 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c44 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c45 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c46 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c47 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c48 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c49 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c50 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c51 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c52 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c53 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c54 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c55 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c56 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c57 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c58 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c59 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c60 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c61 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c62 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c63 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c64 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c65 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c66 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c67 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c68 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c69 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c70 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c71 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c72 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c73 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c74 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c75 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c76 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c77 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c78 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c79 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c80 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c81 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c82 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c83 with linespoints linecolor rgb '#332288' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c84 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c85 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c86 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c87 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c88 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c89 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c90 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c91 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c92 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8
unset output
