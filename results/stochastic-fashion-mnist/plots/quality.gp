# Made by odelia report; run gnuplot on this file to draw it again.
$c0 << EOD
10 222.52795 0
20 208.86503 0
50 148.45986 0
100 83.076733 0
250 40.169707 0
EOD
$c1 << EOD
10 214.16082 0
20 182.20586 0
50 92.038624 0
100 50.58171 0
250 29.373086 0
EOD
$c2 << EOD
10 211.21187 0
20 169.49075 0
50 71.832774 0
100 41.507642 0
250 29.281876 0
EOD
$c3 << EOD
6 234.42815 0
18 188.48265 0
48 37.386985 0
96 31.119615 0
246 30.10305 0
EOD
$c4 << EOD
10 200.51056 0
20 117.84065 0
50 52.085147 0
100 35.783108 0
250 28.873042 0
EOD
$c5 << EOD
10 191.92123 0
20 111.09179 0
50 48.008393 0
100 33.991466 0
250 28.250109 0
EOD
$c6 << EOD
9 209.78449 0
18 177.85707 0
48 36.808416 0
99 27.227576 0
249 25.336902 0
EOD
$c7 << EOD
10 230.83211 0
20 183.84824 0
50 29.15932 0
100 24.376231 0
250 25.317513 0
EOD
$c8 << EOD
56.892 99.246214 0
82.86 46.590405 0
143.334 28.996662 0
EOD
$c9 << EOD
10 223.91184 0
20 126.29231 0
50 26.23661 0
100 24.752428 0
250 25.168756 0
EOD
$c10 << EOD
10 168.92983 0
20 28.372516 0
50 25.185187 0
100 25.898566 0
250 25.033115 0
EOD
$c11 << EOD
9 65.713875 0
18 36.378003 0
48 30.660034 0
99 29.527603 0
249 28.827391 0
EOD
$c12 << EOD
10 91.071132 0
20 31.039059 0
50 27.111817 0
100 26.413928 0
250 25.490941 0
EOD
$c13 << EOD
10 44.085346 0
20 35.303051 0
50 31.40321 0
100 30.799151 0
250 31.588525 0
EOD
$c14 << EOD
92.506 41.104773 0
143.835 28.078062 0
245.96 27.495308 0
EOD
$c15 << EOD
10 64.41469 0
20 32.831983 0
50 26.038214 0
100 26.076412 0
250 24.951926 0
EOD
$c16 << EOD
10 34.730385 0
20 31.941052 0
50 31.189299 0
100 31.217857 0
250 31.976075 0
EOD
$c17 << EOD
10 34.361975 0
20 31.539128 0
50 30.926726 0
100 31.052643 0
250 31.924954 0
EOD
$c18 << EOD
10 34.0647 0
20 31.225741 0
50 30.764693 0
100 30.970296 0
250 31.894038 0
EOD
$c19 << EOD
10 34.023068 0
20 31.207556 0
50 30.762917 0
100 30.96957 0
250 31.897783 0
EOD
$c20 << EOD
10 47.910692 0
20 33.85644 0
50 28.609094 0
100 26.352174 0
250 25.535779 0
EOD
$c21 << EOD
10 53.828455 0
20 32.132358 0
50 24.416313 0
100 24.443297 0
250 25.169344 0
EOD
$c22 << EOD
10 54.177251 0
20 27.05647 0
50 24.645982 0
100 26.416442 0
250 26.626403 0
EOD
$c23 << EOD
10 49.801281 0
20 26.414371 0
50 24.699519 0
100 26.335861 0
250 26.632189 0
EOD
$c24 << EOD
10 42.471559 0
20 28.361499 0
50 26.606867 0
100 24.303543 0
250 25.716648 0
EOD
$c25 << EOD
10 38.797091 0
20 25.917071 0
50 24.716235 0
100 26.368061 0
250 26.629853 0
EOD
$c26 << EOD
9 40.707823 0
18 27.012738 0
48 23.851825 0
99 25.345395 0
249 24.287872 0
EOD
$c27 << EOD
10 28.952704 0
20 26.348699 0
50 25.094295 0
100 26.404527 0
250 26.62528 0
EOD
set lmargin at screen 0.08
set rmargin at screen 0.752
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
set ytics ('30' 30, '40' 40, '50' 50)
set xtics ('10' 10, '20' 20, '50' 50, '100' 100, '200' 200)
set xrange [7.826087:287.5]
set yrange [20.242425:63.837524]
set arrow 3 from graph 0.9692, graph 0.3958 to graph 1.018, graph 0.4326 nohead linecolor rgb '#90332288' linewidth 0.8 dashtype 3
set label 4 'er_sde_2_legacy' at graph 1.024, graph 0.4326 left noenhanced font ',12' textcolor rgb '#332288'
set arrow 5 from graph 0.9692, graph 0.3959 to graph 1.018, graph 0.4846 nohead linecolor rgb '#90999933' linewidth 0.8 dashtype 3
set label 6 'er_sde_2' at graph 1.024, graph 0.4846 left noenhanced font ',12' textcolor rgb '#999933'
set arrow 7 from graph 0.9692, graph 0.2023 to graph 1.018, graph 0.1206 nohead linecolor rgb '#90882255' linewidth 0.8 dashtype 3
set label 8 'ddpm_ancestral' at graph 1.024, graph 0.1206 left noenhanced font ',12' textcolor rgb '#882255'
set arrow 9 from graph 0.9692, graph 0.1897 to graph 1.018, graph 0.0686 nohead linecolor rgb '#90000000' linewidth 0.8 dashtype 3
set label 10 'seeds_2' at graph 1.024, graph 0.0686 left noenhanced font ',12' textcolor rgb '#000000'
set arrow 11 from graph 0.9692, graph 0.2387 to graph 1.018, graph 0.2766 nohead linecolor rgb '#9056B4E9' linewidth 0.8 dashtype 3
set label 12 'sa_solver' at graph 1.024, graph 0.2766 left noenhanced font ',12' textcolor rgb '#56B4E9'
set arrow 13 from graph 0.9692, graph 0.2389 to graph 1.018, graph 0.3806 nohead linecolor rgb '#90E69F00' linewidth 0.8 dashtype 3
set label 14 'dpmpp_3m_sde' at graph 1.024, graph 0.3806 left noenhanced font ',12' textcolor rgb '#E69F00'
set arrow 15 from graph 0.9692, graph 0.2084 to graph 1.018, graph 0.1726 nohead linecolor rgb '#90CC79A7' linewidth 0.8 dashtype 3
set label 16 'dpmpp_sde' at graph 1.024, graph 0.1726 left noenhanced font ',12' textcolor rgb '#CC79A7'
set arrow 17 from graph 0.9692, graph 0.2388 to graph 1.018, graph 0.3286 nohead linecolor rgb '#90009E73' linewidth 0.8 dashtype 3
set label 18 'dpmpp_3m_sde_legacy' at graph 1.024, graph 0.3286 left noenhanced font ',12' textcolor rgb '#009E73'
set arrow 19 from graph 0.9681, graph 0.1586 to graph 1.018, graph 0.0166 nohead linecolor rgb '#90D55E00' linewidth 0.8 dashtype 3
set label 20 'seeds_3' at graph 1.024, graph 0.0166 left noenhanced font ',12' textcolor rgb '#D55E00'
set arrow 21 from graph 0.9692, graph 0.2386 to graph 1.018, graph 0.2246 nohead linecolor rgb '#900072B2' linewidth 0.8 dashtype 3
set label 22 'dpmpp_2m_sde' at graph 1.024, graph 0.2246 left noenhanced font ',12' textcolor rgb '#0072B2'
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
     $c18 with linespoints linecolor rgb '#332288' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c19 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c20 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c21 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c22 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c23 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c24 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c25 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c26 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c27 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8
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
     $c18 with linespoints linecolor rgb '#332288' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c19 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c20 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c21 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c22 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c23 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c24 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c25 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c26 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c27 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8
unset output
