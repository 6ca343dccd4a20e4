# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Weak order on the reverse SDE, exact moments' at screen 0.02, screen 0.9726 left noenhanced font ',18' textcolor rgb '#222222'
set label 'claims of legacy methods are lower bounds' at screen 0.02, screen 0.9440 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'orange: claimed; blue: observed, the bar over all settings, the dot their median' at screen 0.02, screen 0.9190 left noenhanced font ',13' textcolor rgb '#5b636d'
set tmargin at screen 0.8963
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$d << EOD
31 2.0000 2.0027 2.0047 2.0163
30 2.0000 2.0027 2.0047 2.0163
29 1.0000 0.9937 0.9977 0.9981
28 1.0000 1.0012 1.0016 1.0073
27 2.0000 2.0022 2.0024 2.0033
26 2.0000 1.9899 1.9975 1.9981
25 1.0000 0.9937 0.9977 0.9981
24 2.0000 1.9943 1.9954 2.0004
23 1.0000 0.9983 0.9991 0.9992
22 2.0000 1.9967 2.0009 2.0038
21 1.0000 1.3390 1.3476 1.4202
20 2.0000 2.0442 2.0724 2.9942
19 1.0000 1.0037 1.0050 1.0144
18 1.0000 0.9937 0.9977 0.9981
17 1.0000 1.0013 1.0021 1.0073
16 2.0000 2.1312 2.1599 2.4309
15 2.0000 1.9814 2.0018 2.0023
14 2.0000 1.9871 2.0004 2.0009
13 2.0000 2.1365 2.1545 2.3641
12 2.0000 1.9278 2.0802 2.2741
11 2.0000 2.0058 2.0078 2.0207
10 1.0000 1.0060 1.0067 1.0182
9 2.0000 1.9930 1.9975 1.9980
8 2.0000 1.9895 1.9930 1.9933
7 2.0000 1.9661 1.9849 1.9857
6 2.0000 2.0167 2.0170 2.0322
5 2.0000 2.0021 2.0039 2.0090
4 2.0000 2.0001 2.0009 2.0043
3 2.0000 1.9992 2.0007 2.0024
2 2.0000 1.9979 2.0047 2.0176
1 2.0000 2.0002 2.0029 2.0141
0 2.0000 2.0027 2.0047 2.0163
EOD
set label 'gotta_go_fast' at graph -0.02, first 31 right noenhanced font ',13' textcolor rgb '#333333'
set label 'gotta_go_fast_legacy' at graph -0.02, first 30 right noenhanced font ',13' textcolor rgb '#333333'
set label 'ddpm_ancestral' at graph -0.02, first 29 right noenhanced font ',13' textcolor rgb '#333333'
set label 'ddpm_ancestral_large' at graph -0.02, first 28 right noenhanced font ',13' textcolor rgb '#333333'
set label 'dpm_2_ancestral' at graph -0.02, first 27 right noenhanced font ',13' textcolor rgb '#333333'
set label 'dpmpp_2s_ancestral' at graph -0.02, first 26 right noenhanced font ',13' textcolor rgb '#333333'
set label 'euler_ancestral' at graph -0.02, first 25 right noenhanced font ',13' textcolor rgb '#333333'
set label 'edm_stochastic' at graph -0.02, first 24 right noenhanced font ',13' textcolor rgb '#333333'
set label 'er_sde_1' at graph -0.02, first 23 right noenhanced font ',13' textcolor rgb '#333333'
set label 'er_sde_2' at graph -0.02, first 22 right noenhanced font ',13' textcolor rgb '#333333'
set label 'er_sde_2_legacy' at graph -0.02, first 21 right noenhanced font ',13' textcolor rgb '#333333'
set label 'er_sde_3' at graph -0.02, first 20 right noenhanced font ',13' textcolor rgb '#333333'
set label 'euler_maruyama' at graph -0.02, first 19 right noenhanced font ',13' textcolor rgb '#333333'
set label 'ddim' at graph -0.02, first 18 right noenhanced font ',13' textcolor rgb '#333333'
set label 'reverse_diffusion' at graph -0.02, first 17 right noenhanced font ',13' textcolor rgb '#333333'
set label 'sa_solver' at graph -0.02, first 16 right noenhanced font ',13' textcolor rgb '#333333'
set label 'sa_solver_published' at graph -0.02, first 15 right noenhanced font ',13' textcolor rgb '#333333'
set label 'dpmpp_2m_sde' at graph -0.02, first 14 right noenhanced font ',13' textcolor rgb '#333333'
set label 'dpmpp_3m_sde' at graph -0.02, first 13 right noenhanced font ',13' textcolor rgb '#333333'
set label 'dpmpp_3m_sde_legacy' at graph -0.02, first 12 right noenhanced font ',13' textcolor rgb '#333333'
set label 'dpmpp_sde' at graph -0.02, first 11 right noenhanced font ',13' textcolor rgb '#333333'
set label 'seeds_1_noise' at graph -0.02, first 10 right noenhanced font ',13' textcolor rgb '#333333'
set label 'seeds_2' at graph -0.02, first 9 right noenhanced font ',13' textcolor rgb '#333333'
set label 'seeds_2_noise' at graph -0.02, first 8 right noenhanced font ',13' textcolor rgb '#333333'
set label 'seeds_3' at graph -0.02, first 7 right noenhanced font ',13' textcolor rgb '#333333'
set label 'seeds_3_noise' at graph -0.02, first 6 right noenhanced font ',13' textcolor rgb '#333333'
set label 'sosra' at graph -0.02, first 5 right noenhanced font ',13' textcolor rgb '#333333'
set label 'sosra2' at graph -0.02, first 4 right noenhanced font ',13' textcolor rgb '#333333'
set label 'sra1' at graph -0.02, first 3 right noenhanced font ',13' textcolor rgb '#333333'
set label 'sra2' at graph -0.02, first 2 right noenhanced font ',13' textcolor rgb '#333333'
set label 'sra3' at graph -0.02, first 1 right noenhanced font ',13' textcolor rgb '#333333'
set label 'stochastic_heun' at graph -0.02, first 0 right noenhanced font ',13' textcolor rgb '#333333'
set lmargin at screen 0.366
set rmargin at screen 0.97
set bmargin at screen 0.0691
set xrange [0:3.39]
set yrange [-1:32]
set border 5
set format x '%g'
set xtics 1
unset ytics
set xlabel 'order' font ',14' textcolor rgb '#5b636d'
set bars 0
set tmargin at screen 0.8653
set x2range [0:3.39]
set format x2 '%g'
set x2tics 1
set terminal svg noenhanced size 640,839 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'weak.svg'
plot $d using 3:1:3:5 with xerrorbars pt 0 lw 6 lc rgb '#9ecae1', \
     $d using 4:1 with points pt 7 ps 0.7 lc rgb '#0072B2', \
     $d using 2:1:(0):(0.4) with vectors nohead lw 2 lc rgb '#D55E00', \
     $d using 2:1:(0):(-0.4) with vectors nohead lw 2 lc rgb '#D55E00'
set terminal pngcairo noenhanced size 1280,1678 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'weak.png'
plot $d using 3:1:3:5 with xerrorbars pt 0 lw 6 lc rgb '#9ecae1', \
     $d using 4:1 with points pt 7 ps 0.7 lc rgb '#0072B2', \
     $d using 2:1:(0):(0.4) with vectors nohead lw 2 lc rgb '#D55E00', \
     $d using 2:1:(0):(-0.4) with vectors nohead lw 2 lc rgb '#D55E00'
unset output
